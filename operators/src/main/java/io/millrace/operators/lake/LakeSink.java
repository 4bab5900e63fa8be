package io.millrace.operators.lake;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;

/**
 * Flink's file sink for one table: {@code <lake>/<table>/dt=YYYY-MM-DD/hour=HH/part-….parquet}. Files
 * become visible with the checkpoint that covers them, exactly once.
 */
public final class LakeSink {
    private LakeSink() {}

    /** The sink of a table below the lake's root. */
    public static <T extends SpecificRecordBase> FileSink<T> of(LakeTable<T> table, Path lake) {
        return FileSink.forBulkFormat(new Path(lake, table.name()), files(table))
                .withBucketAssigner(new HourBuckets<>(table))
                .withRollingPolicy(new LakeRolling<>())
                .withBucketCheckInterval(LakeRolling.INTERVAL.toMillis())
                .withOutputFileConfig(OutputFileConfig.builder()
                        .withPartPrefix("part")
                        .withPartSuffix(".parquet")
                        .build())
                .build();
    }

    /** What writes one file of a table into a stream. */
    public static <T extends SpecificRecordBase> BulkWriter.Factory<T> files(LakeTable<T> table) {
        return stream -> new LakeBulkWriter<>(table, stream);
    }
}
