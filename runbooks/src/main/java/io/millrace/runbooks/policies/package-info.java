/** What is worth pursuing: triage policies. Operators, jobs and tests may use it. */
@NullMarked
package io.millrace.runbooks.policies;

import org.jspecify.annotations.NullMarked;
