/** Where records come from and where rows and entries go: the only part of the job that differs between places. */
@NullMarked
package io.millrace.jobs.ends;

import org.jspecify.annotations.NullMarked;
