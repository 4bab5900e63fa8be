package io.millrace.operators.count;

import io.millrace.domain.StreamCount;
import java.time.Instant;
import java.util.TreeMap;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds counts up on heap before they are shuffled. It has no state of its own: what it holds leaves before
 * every checkpoint barrier and every watermark, so no count is lost or doubled.
 */
public final class PreAggregateCounts extends AbstractStreamOperator<StreamCount>
        implements OneInputStreamOperator<StreamCount, StreamCount>, BoundedOneInput {
    private static final long serialVersionUID = 1L;

    /** Empty when the operator is shipped; see {@link #flush} for when it is emptied. */
    private final TreeMap<String, StreamCount> held = new TreeMap<>();

    @Override
    public void processElement(StreamRecord<StreamCount> element) {
        StreamCount count = element.getValue();
        held.merge(SumCountsFunction.key(count), count, PreAggregateCounts::sum);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flush();
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        flush();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void endInput() {
        flush();
    }

    static StreamCount sum(StreamCount one, StreamCount other) {
        Instant hour = one.getHour();
        return new StreamCount(one.getStream(), hour, one.getOutcome(), one.getCount() + other.getCount());
    }

    private void flush() {
        held.values()
                .forEach(count ->
                        output.collect(new StreamRecord<>(count, count.getHour().toEpochMilli())));
        held.clear();
    }
}
