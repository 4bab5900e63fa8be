package io.millrace.jobs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Delivers what comes between two watermarks in an order of chance; records keep their ids and times. Without state. */
final class ShuffleSlots<T> extends AbstractStreamOperator<T> implements OneInputStreamOperator<T, T> {
    private static final long serialVersionUID = 1L;

    /** Records that left at another place than they came in at, in this process. */
    static final AtomicLong MOVED = new AtomicLong();

    private final Random random;
    private final List<StreamRecord<T>> slot = new ArrayList<>();

    ShuffleSlots(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public void processElement(StreamRecord<T> element) {
        slot.add(element.copy(element.getValue()));
    }

    @Override
    public void processWatermark(Watermark watermark) throws Exception {
        var before = List.copyOf(slot);
        Collections.shuffle(slot, random);
        for (int i = 0; i < before.size(); i++) {
            MOVED.addAndGet(before.get(i) == slot.get(i) ? 0 : 1);
            output.collect(slot.get(i));
        }
        slot.clear();
        super.processWatermark(watermark);
    }
}
