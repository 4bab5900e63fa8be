package io.millrace.operators.lake;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.jspecify.annotations.Nullable;

/** The partition of a row: {@code dt=YYYY-MM-DD/hour=HH}, UTC, of its arrival. */
final class HourBuckets<T extends SpecificRecordBase> implements BucketAssigner<T, String> {
    private static final long serialVersionUID = 1L;
    private static final DateTimeFormatter PARTITION = DateTimeFormatter.ofPattern(
                    "'dt='uuuu-MM-dd'/hour='HH", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final long SECONDS_PER_HOUR = 3600;

    private final LakeTable<T> table;

    /** The hour of the last row, and its partition: nearly always the next row's too. */
    private transient long hour;

    private transient @Nullable String partition;

    HourBuckets(LakeTable<T> table) {
        this.table = table;
    }

    @Override
    public String getBucketId(T row, Context context) {
        Instant time = table.partitionTime(row);
        long of = Math.floorDiv(time.getEpochSecond(), SECONDS_PER_HOUR);
        String known = partition;
        if (known == null || of != hour) {
            known = partition(time);
            partition = known;
            hour = of;
        }
        return known;
    }

    static String partition(Instant time) {
        return PARTITION.format(time);
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
        return SimpleVersionedStringSerializer.INSTANCE;
    }
}
