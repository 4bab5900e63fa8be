/** Violations planted for WallsTest; used by nobody else. */
@NullMarked
package io.millrace.jobs.architecture.planted.domain;

import org.jspecify.annotations.NullMarked;
