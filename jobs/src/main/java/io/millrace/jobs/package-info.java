/** The job: wiring and main. Only deploy modules may use it. */
@NullMarked
package io.millrace.jobs;

import org.jspecify.annotations.NullMarked;
