/** Replays files as if they arrived again. The wiring in {@code jobs} and the command line may use it. */
@NullMarked
package io.millrace.operators.replay;

import org.jspecify.annotations.NullMarked;
