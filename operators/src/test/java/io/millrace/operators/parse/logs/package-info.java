/** Tests of what counts as an error in a log. */
@NullMarked
package io.millrace.operators.parse.logs;

import org.jspecify.annotations.NullMarked;
