/**
 * Examples that stand beside runbooks, and what must come of them. For authors and CI: operators, command line and tests may use it, a job
 * reads past them.
 */
@NullMarked
package io.millrace.runbooks.examples;

import org.jspecify.annotations.NullMarked;
