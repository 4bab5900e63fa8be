/** Tests of the benchmarks: that they measure something, never how fast it was. */
@NullMarked
package io.millrace.local.bench;

import org.jspecify.annotations.NullMarked;
