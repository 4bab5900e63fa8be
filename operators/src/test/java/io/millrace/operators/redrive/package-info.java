/** Dead letters on their way back to the streams. */
@NullMarked
package io.millrace.operators.redrive;

import org.jspecify.annotations.NullMarked;
