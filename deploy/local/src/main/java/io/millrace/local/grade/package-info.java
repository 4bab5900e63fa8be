/** Compares what a replay found with what a simulation planted. Used by the command line. */
@NullMarked
package io.millrace.local.grade;

import org.jspecify.annotations.NullMarked;
