/** Violations planted for WallsTest; used by nobody else. */
@NullMarked
package io.millrace.jobs.architecture.planted.jobs;

import org.jspecify.annotations.NullMarked;
