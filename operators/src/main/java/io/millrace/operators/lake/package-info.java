/** The lake: Parquet tables by arrival hour. The wiring in {@code jobs} and tools that read a lake may use it. */
@NullMarked
package io.millrace.operators.lake;

import org.jspecify.annotations.NullMarked;
