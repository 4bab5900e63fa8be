/** How remote models are asked from the stream: in order, bounded, recorded. Used by the operators that ask, and by jobs. */
@NullMarked
package io.millrace.operators.remote;

import org.jspecify.annotations.NullMarked;
