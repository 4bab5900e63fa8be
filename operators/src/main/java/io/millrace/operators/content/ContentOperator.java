package io.millrace.operators.content;

import io.millrace.domain.ContentVersion;
import java.util.Objects;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/** As {@link KeyedContentOperator}, for a function without keys. */
final class ContentOperator<I, O> extends ProcessOperator<I, O>
        implements TwoInputStreamOperator<I, ContentVersion, O> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable KeptContent kept;
    private transient long watermark;

    /** @param function a {@link ContentStage}, too */
    <F extends ProcessFunction<I, O> & ContentStage> ContentOperator(F function) {
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

    private KeptContent kept() {
        return Objects.requireNonNull(kept, "opened before it is asked");
    }
}
