/** Dead letters on their way back to the streams. Used by the command line. */
@NullMarked
package io.millrace.operators.redrive;

import org.jspecify.annotations.NullMarked;
