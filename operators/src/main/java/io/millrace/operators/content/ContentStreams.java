package io.millrace.operators.content;

import io.millrace.domain.ContentVersion;
import io.millrace.operators.stage.Records;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;

/** The versions of content on their way to the stages: each instance of a stage is told all of them. */
public final class ContentStreams {
    private final DataStream<ContentVersion> versions;

    /** @param versions as {@link ValidateContentFunction} lets them pass */
    public ContentStreams(DataStream<ContentVersion> versions) {
        this.versions = versions;
    }

    /** A keyed stage that asks content. The caller gives it its uid and name. */
    public <K, I, O extends SpecificRecordBase, F extends KeyedProcessFunction<K, I, O> & ContentStage>
            SingleOutputStreamOperator<O> into(KeyedStream<I, K> records, F stage, Class<O> out) {
        return records.connect(versions.broadcast())
                .transform("Stage", Records.type(out), new KeyedContentOperator<K, I, O>(stage));
    }

    /** A stage without keys that asks content. The caller gives it its uid and name. */
    public <I, O extends SpecificRecordBase, F extends ProcessFunction<I, O> & ContentStage>
            SingleOutputStreamOperator<O> into(DataStream<I> records, F stage, Class<O> out) {
        return records.connect(versions.broadcast())
                .transform("Stage", Records.type(out), new ContentOperator<I, O>(stage));
    }
}
