/**
 * The EventBridge side: what our events say, the check before the sink, and the sink. The wiring in
 * {@code jobs} may use it.
 */
@NullMarked
package io.millrace.operators.eventbridge;

import org.jspecify.annotations.NullMarked;
