package io.millrace.operators.content;

import io.millrace.domain.ContentAction;
import io.millrace.domain.ContentChange;
import io.millrace.domain.ContentOffer;
import io.millrace.domain.ContentVersion;
import io.millrace.domain.id.Ids;
import io.millrace.operators.stage.Outputs;
import io.millrace.runbooks.ContentHistory;
import io.millrace.runbooks.ContentReview;
import io.millrace.runbooks.EffectiveBundle;
import io.millrace.runbooks.yaml.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Judges each bundle that is found, once, and tells all stages of those that are valid; what became of it is a row. For one instance.
 * After each start it first tells what it knows: a stage that is new learns the versions, the others know them.
 * State: {@link KnownContent}.
 */
public final class ValidateContentFunction extends ProcessFunction<ContentOffer, ContentVersion>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private static final int MOST_PROBLEMS = 50;

    private final ContentHistory start;

    private transient @Nullable KnownContent known;
    private transient boolean told;

    /** @param start what the job was built with; counts where no state says otherwise */
    public ValidateContentFunction(ContentHistory start) {
        this.start = start;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        known = new KnownContent(context.getOperatorStateStore(), start);
        told = false;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        // before the rows of the start are written, nothing is known
        if (told || !known().isFresh()) {
            known().save();
        }
    }

    @Override
    public void processElement(ContentOffer offer, Context context, Collector<ContentVersion> out) {
        KnownContent content = known();
        if (!told) {
            tell(content, offer, context, out);
        }
        if (offer.getFiles().isEmpty()) {
            return;
        }
        Optional<ContentReview.Answer> answer = content.judge(offer);
        if (answer.isEmpty()) {
            return;
        }
        content.remember(answer.get());
        if (content.isFresh() && offer.getAtStart() && isHistory(answer.get(), offer)) {
            return;
        }
        answer.get().accepted().ifPresent(bundle -> {
            content.accept(bundle);
            out.collect(bundle.toRecord());
        });
        context.output(Outputs.CONTENT_CHANGES, row(answer.get(), offer));
    }

    private void tell(KnownContent content, ContentOffer offer, Context context, Collector<ContentVersion> out) {
        for (EffectiveBundle bundle : content.history().all()) {
            out.collect(bundle.toRecord());
            if (content.isFresh()) {
                context.output(Outputs.CONTENT_CHANGES, started(bundle, offer));
            }
        }
        told = true;
    }

    /** Of what lay beside the bundle that the job began with, only what is to come is news. */
    private static boolean isHistory(ContentReview.Answer answer, ContentOffer offer) {
        return answer.accepted().isPresent() && !answer.bundle().effectiveFrom().isAfter(offer.getArrivedAt());
    }

    private KnownContent known() {
        return Objects.requireNonNull(known, "initialised before it is asked");
    }

    private static ContentChange started(EffectiveBundle bundle, ContentOffer offer) {
        Instant effectiveFrom = bundle.bundle().effectiveFrom();
        Instant at = offer.getArrivedAt().isAfter(effectiveFrom) ? offer.getArrivedAt() : effectiveFrom;
        return ContentChange.newBuilder()
                .setChangeId(Ids.hash("content", "started", bundle.version(), bundle.digest(), at.toString()))
                .setVersion(bundle.version())
                .setAction(ContentAction.STARTED)
                .setEffectiveFrom(effectiveFrom)
                .setAppliesFrom(bundle.appliesFrom())
                .setFolder(offer.getFolder())
                .setDigest(bundle.digest())
                .setReason("the job began with it")
                .setArrivedAt(at)
                .build();
    }

    private static ContentChange row(ContentReview.Answer answer, ContentOffer offer) {
        var accepted = answer.accepted();
        List<String> problems = answer.problems().stream()
                .limit(MOST_PROBLEMS)
                .map(Problem::toString)
                .collect(Collectors.toList());
        return ContentChange.newBuilder()
                .setChangeId(Ids.hash(
                        "content",
                        "judged",
                        answer.digest(),
                        offer.getArrivedAt().toString()))
                .setVersion(answer.bundle().version())
                .setAction(accepted.isPresent() ? ContentAction.ACCEPTED : ContentAction.REFUSED)
                .setEffectiveFrom(answer.bundle().effectiveFrom())
                .setAppliesFrom(accepted.map(EffectiveBundle::appliesFrom).orElse(null))
                .setFolder(offer.getFolder())
                .setDigest(answer.digest())
                .setReason(accepted.map(bundle -> reason(bundle, offer)).orElse("refused whole: what applied goes on"))
                .setProblems(problems)
                .setProblemCount(answer.problems().size())
                .setArrivedAt(offer.getArrivedAt())
                .build();
    }

    private static String reason(EffectiveBundle bundle, ContentOffer offer) {
        return bundle.bundle().effectiveFrom().isAfter(offer.getArrivedAt())
                ? "valid, and it came in time"
                : "valid, but it came after its own effectiveFrom: it applies from the next slot";
    }
}
