/** The limits of acting: settings for the guard. Operators, jobs and tests may use it. */
@NullMarked
package io.millrace.runbooks.guardrails;

import org.jspecify.annotations.NullMarked;
