/**
 * Bytes off a stream become canonical records or dead letters. The parsers are pure and used by the job, the
 * replay and the benchmarks; the two functions are their Flink shells.
 */
@NullMarked
package io.millrace.operators.parse;

import org.jspecify.annotations.NullMarked;
