/** What can be done about it: runbooks and the planner of commands. Operators, jobs and tests may use it. */
@NullMarked
package io.millrace.runbooks.catalog;

import org.jspecify.annotations.NullMarked;
