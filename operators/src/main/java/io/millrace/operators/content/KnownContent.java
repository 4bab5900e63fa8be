package io.millrace.operators.content;

import io.millrace.domain.ContentOffer;
import io.millrace.domain.ContentVersion;
import io.millrace.domain.JudgedContent;
import io.millrace.operators.stage.Records;
import io.millrace.runbooks.ContentHistory;
import io.millrace.runbooks.ContentReview;
import io.millrace.runbooks.EffectiveBundle;
import java.util.ArrayList;
import java.util.Optional;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;

/**
 * What the content stage knows, as its state: the versions that apply or will, and what was judged ({@link #MOST_JUDGED}, the oldest
 * forgotten first). Where there is no state, what the job was built with.
 */
final class KnownContent {
    static final int MOST_JUDGED = 5_000;

    private final ListState<ContentVersion> versions;
    private final ListState<JudgedContent> judgements;
    private final ArrayList<JudgedContent> judged = new ArrayList<>();
    private final boolean fresh;
    private ContentHistory history;

    KnownContent(OperatorStateStore store, ContentHistory start) throws Exception {
        versions = store.getListState(new ListStateDescriptor<>("versions", Records.type(ContentVersion.class)));
        judgements = store.getListState(new ListStateDescriptor<>("judged", Records.type(JudgedContent.class)));
        var kept = new ArrayList<EffectiveBundle>();
        versions.get().forEach(version -> kept.add(EffectiveBundle.of(version)));
        judgements.get().forEach(judged::add);
        fresh = kept.isEmpty();
        history = fresh ? start : ContentHistory.of(kept);
    }

    /** Whether the job begins here, and does not go on from a snapshot. */
    boolean isFresh() {
        return fresh;
    }

    ContentHistory history() {
        return history;
    }

    /** Empty when it was judged before. */
    Optional<ContentReview.Answer> judge(ContentOffer offer) {
        return ContentReview.judge(history, judged, offer);
    }

    void accept(EffectiveBundle bundle) {
        history = history.with(bundle).newest(ContentReview.KEPT);
    }

    void remember(ContentReview.Answer answer) {
        boolean refused = answer.accepted().isEmpty();
        judged.add(new JudgedContent(answer.bundle().version(), answer.digest(), refused));
        if (judged.size() > MOST_JUDGED) {
            judged.remove(0);
        }
    }

    void save() throws Exception {
        var kept = new ArrayList<ContentVersion>();
        history.all().forEach(bundle -> kept.add(bundle.toRecord()));
        versions.update(kept);
        judgements.update(judged);
    }
}
