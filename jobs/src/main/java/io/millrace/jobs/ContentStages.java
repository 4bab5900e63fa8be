package io.millrace.jobs;

import io.millrace.domain.ContentChange;
import io.millrace.domain.ContentOffer;
import io.millrace.domain.ContentVersion;
import io.millrace.operators.content.ContentStreams;
import io.millrace.operators.content.ValidateContentFunction;
import io.millrace.operators.lake.Lake;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.Records;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The way of a content bundle: found → judged once → told to every stage that asks content. */
final class ContentStages {
    private final ContentStreams versions;
    private final DataStream<ContentChange> changes;

    private ContentStages(ContentStreams versions, DataStream<ContentChange> changes) {
        this.versions = versions;
        this.changes = changes;
    }

    static ContentStages define(DataStream<ContentOffer> offers, Stages stages, Rows rows) {
        SingleOutputStreamOperator<ContentVersion> valid = offers.process(
                        new ValidateContentFunction(stages.content()), Records.type(ContentVersion.class))
                .uid("validate-content")
                .name("Validate content")
                .setParallelism(1);
        var changes = valid.getSideOutput(Outputs.CONTENT_CHANGES);
        rows.add(Lake.CONTENT_VERSIONS, changes);
        return new ContentStages(new ContentStreams(valid), changes);
    }

    /** For the stages that ask content. */
    ContentStreams versions() {
        return versions;
    }

    /** What became of each bundle. */
    DataStream<ContentChange> changes() {
        return changes;
    }
}
