package io.millrace.operators.content;

import io.millrace.domain.ContentVersion;
import io.millrace.domain.DeadLetter;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.Records;
import io.millrace.operators.stage.Undecided;
import io.millrace.runbooks.ContentHistory;
import io.millrace.runbooks.ContentReview;
import io.millrace.runbooks.Contents;
import io.millrace.runbooks.EffectiveBundle;
import java.util.ArrayList;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The versions of content that one operator instance keeps, as broadcast state: texts, so that a restore asks no file system. Empty
 * until the first broadcast: then the job's own bundles decide. Bounded by {@link ContentReview#KEPT}.
 */
final class KeptContent {
    private static final MapStateDescriptor<String, ContentVersion> STATE =
            new MapStateDescriptor<>("content", Types.STRING, Records.type(ContentVersion.class));

    private final BroadcastState<String, ContentVersion> state;
    private final LiveContent<?> live;
    private final Undecided undecided;
    private final Counter late;

    KeptContent(OperatorStateStore store, LiveContent<?> live, MetricGroup metrics) throws Exception {
        this.state = store.getBroadcastState(STATE);
        this.live = live;
        this.undecided = new Undecided(metrics, "content");
        this.late = metrics.addGroup("kinesisanalytics").counter("contentLate");
        var kept = new ArrayList<EffectiveBundle>();
        for (Map.Entry<String, ContentVersion> entry : state.immutableEntries()) {
            kept.add(EffectiveBundle.of(entry.getValue()));
        }
        if (!kept.isEmpty()) {
            live.take(ContentHistory.of(kept));
        }
    }

    /** @param watermark arrivals up to here are decided: a version that applied before them came late to this instance */
    void take(ContentVersion version, long watermark) throws Exception {
        ContentHistory known = live.history();
        ContentHistory next = known.with(EffectiveBundle.of(version));
        if (next != known) {
            next = next.newest(ContentReview.KEPT);
            live.take(next);
            if (watermark != Long.MAX_VALUE && version.getAppliesFrom().toEpochMilli() <= watermark) {
                late.inc();
            }
        }
        state.clear();
        for (EffectiveBundle bundle : next.all()) {
            state.put(bundle.version(), bundle.toRecord());
        }
    }

    /** A version that this stage cannot use is a dead letter, once. */
    void tellFailures(Output<?> output) {
        for (Contents.Failure failure : live.failures()) {
            EffectiveBundle bundle = failure.bundle();
            DeadLetter letter =
                    undecided.record(bundle.toRecord(), bundle.version(), bundle.appliesFrom(), failure.cause());
            output.collect(Outputs.DEAD_LETTERS, new StreamRecord<>(letter));
        }
    }
}
