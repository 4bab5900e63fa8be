/** Log lines become a metric series: the errors of each log group and minute. Used by jobs. */
@NullMarked
package io.millrace.operators.logs;

import org.jspecify.annotations.NullMarked;
