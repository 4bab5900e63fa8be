/** The walls of the house: what each module may use, how it is named, and the build's guards. Tests only. */
@NullMarked
package io.millrace.jobs.architecture;

import org.jspecify.annotations.NullMarked;
