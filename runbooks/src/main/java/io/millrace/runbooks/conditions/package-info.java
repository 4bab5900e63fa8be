/** When a metric is in trouble: conditions and their pure evaluation. Operators, jobs and tests may use it. */
@NullMarked
package io.millrace.runbooks.conditions;

import org.jspecify.annotations.NullMarked;
