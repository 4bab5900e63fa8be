/**
 * The Kinesis stand-in. Tests, the demo and the command line use {@code KinesisStandIn}, {@code KinesisOptions},
 * {@code KinesisLimits}, {@code Retention}, {@code RecordPosition} and {@code StoredRecord}; the rest is its own.
 */
@NullMarked
package io.millrace.local.kinesis;

import org.jspecify.annotations.NullMarked;
