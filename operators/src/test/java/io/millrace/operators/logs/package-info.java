/** Tests of log lines becoming series. */
@NullMarked
package io.millrace.operators.logs;

import org.jspecify.annotations.NullMarked;
