/** A Flink cluster in this process, and what its metrics say. Used by the command line. */
@NullMarked
package io.millrace.local.flink;

import org.jspecify.annotations.NullMarked;
