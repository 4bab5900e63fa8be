package io.millrace.operators.content;

import io.millrace.domain.ContentVersion;
import java.util.Objects;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Flink's operator of a keyed function, with a second input that brings versions of content. State and timers are those of
 * {@link KeyedProcessOperator}, so a stage may become one that asks live content and still read its older savepoints.
 */
final class KeyedContentOperator<K, I, O> extends KeyedProcessOperator<K, I, O>
        implements TwoInputStreamOperator<I, ContentVersion, O> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable KeptContent kept;
    private transient long watermark;

    /** @param function a {@link ContentStage}, too */
    <F extends KeyedProcessFunction<K, I, O> & ContentStage> KeyedContentOperator(F function) {
        super(function);
    }

    @Override
    public void open() throws Exception {
        super.open();
        watermark = Long.MIN_VALUE;
        kept = new KeptContent(getOperatorStateBackend(), ((ContentStage) userFunction).content(), getMetricGroup());
    }

    @Override
    public void processElement1(StreamRecord<I> element) throws Exception {
        processElement(element);
        kept().tellFailures(output);
    }

    @Override
    public void processElement2(StreamRecord<ContentVersion> element) throws Exception {
        kept().take(element.getValue(), watermark);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermark = mark.getTimestamp();
        super.processWatermark(mark);
    }

    @Override
    public void onEventTime(InternalTimer<K, VoidNamespace> timer) throws Exception {
        super.onEventTime(timer);
        kept().tellFailures(output);
    }

    private KeptContent kept() {
        return Objects.requireNonNull(kept, "opened before it is asked");
    }
}
