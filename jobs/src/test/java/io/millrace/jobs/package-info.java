/** Whole-job tests. */
@NullMarked
package io.millrace.jobs;

import org.jspecify.annotations.NullMarked;
