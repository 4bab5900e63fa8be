/** Tests of the replay. */
@NullMarked
package io.millrace.local.replay;

import org.jspecify.annotations.NullMarked;
