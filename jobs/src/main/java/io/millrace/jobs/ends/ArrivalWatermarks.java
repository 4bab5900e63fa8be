package io.millrace.jobs.ends;

import io.millrace.domain.RawRecord;
import java.time.Duration;
import org.apache.flink.streaming.api.functions.AssignerWithPeriodicWatermarks;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.jspecify.annotations.Nullable;

/**
 * Event time is arrival time: the watermark of a shard follows its newest arrival, less how far arrivals may
 * go back. Silence moves nothing; ticks do.
 */
@SuppressWarnings("deprecation") // the only assigner that the connector applies per shard
final class ArrivalWatermarks implements AssignerWithPeriodicWatermarks<RawRecord> {
    private static final long serialVersionUID = 1L;

    private final long outOfOrderness;
    private long newest = Long.MIN_VALUE;

    ArrivalWatermarks(Duration outOfOrderness) {
        this.outOfOrderness = outOfOrderness.toMillis();
    }

    @Override
    public long extractTimestamp(RawRecord record, long recordTimestamp) {
        long arrivedAt = record.getArrivedAt().toEpochMilli();
        newest = Math.max(newest, arrivedAt);
        return arrivedAt;
    }

    @Override
    public @Nullable Watermark getCurrentWatermark() {
        return newest == Long.MIN_VALUE ? null : new Watermark(newest - outOfOrderness - 1);
    }
}
