package io.millrace.operators.count;

import io.millrace.domain.StreamCount;
import java.io.Serializable;
import java.time.Instant;
import java.util.Comparator;
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
    private final TreeMap<StreamCount, StreamCount> held =
            new TreeMap<>((Comparator<StreamCount> & Serializable) PreAggregateCounts::order);

    @Override
    public void processElement(StreamRecord<StreamCount> element) {
        StreamCount count = element.getValue();
        held.merge(count, count, PreAggregateCounts::sum);
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

    /** As {@link SumCountsFunction#key} would, but without writing a text for each count. */
    private static int order(StreamCount one, StreamCount other) {
        int byStream = one.getStream().compareTo(other.getStream());
        int byHour = byStream == 0 ? one.getHour().compareTo(other.getHour()) : byStream;
        return byHour == 0 ? one.getOutcome().compareTo(other.getOutcome()) : byHour;
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
