package io.millrace.operators.stage;

import io.millrace.domain.DeadLetter;
import io.millrace.domain.Decision;
import io.millrace.domain.DecisionRequest;
import io.millrace.domain.FoldedEvent;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.delay.Questions;
import io.millrace.domain.fold.FoldSettings;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.ContentHistory;
import io.millrace.testing.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** Fold, triage and delay one after the other as in the job: what one emits passes the next before its watermark does. */
final class TriageChain implements AutoCloseable {
    private static final FoldSettings SETTINGS =
            new FoldSettings(Duration.ofHours(1), Duration.ofDays(30), 32, Duration.ofMinutes(1));

    private final KeyedOneInputStreamOperatorTestHarness<String, OpsEvent, FoldedEvent> fold;
    private final OneInputStreamOperatorTestHarness<FoldedEvent, Signal> triage;
    private KeyedOneInputStreamOperatorTestHarness<String, Signal, Signal> delay;
    private final List<Signal> passed = new ArrayList<>();
    private final List<Decision> rows = new ArrayList<>();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final List<DecisionRequest> questions = new ArrayList<>();
    private int folded;
    private int triaged;

    private TriageChain(ContentBundle bundle, FoldFunction folding) throws Exception {
        fold = Harnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(folding), OpsEvent::getIdentity, Types.STRING),
                FoldedEvent.class,
                null);
        triage = Harnesses.open(
                new OneInputStreamOperatorTestHarness<>(
                        new ProcessOperator<>(new TriageFunction(ContentHistory.of(bundle)))),
                Signal.class,
                null);
        delay = delay(null);
    }

    /** The shipped bundle with further lines of policies, asked first. */
    static TriageChain of(String policies) throws Exception {
        var bundle = bundle(policies);
        return new TriageChain(bundle, new FoldFunction(ContentHistory.of(bundle), SETTINGS));
    }

    /** The shipped bundle, with folding that asks these scopes. */
    static TriageChain of(FoldFunction.Scopes scopes) throws Exception {
        return new TriageChain(
                Harnesses.CONTENT, new FoldFunction(Harnesses.HISTORY, SETTINGS, FailingScopes.of(scopes)));
    }

    static ContentBundle bundle(String policies) {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.put("policies/00-test.yaml", policies);
        return ContentBundle.of(files);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Signal, Signal> delay(
            @Nullable OperatorSubtaskState snapshot) throws Exception {
        return Harnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new DelaySignalsFunction()), Questions::identity, Types.STRING),
                Signal.class,
                snapshot);
    }

    TriageChain take(OpsEvent... events) throws Exception {
        for (OpsEvent event : events) {
            fold.processElement(event, event.getArrivedAt().toEpochMilli());
        }
        return this;
    }

    TriageChain pass(String time) throws Exception {
        return pass(Times.at(time));
    }

    TriageChain pass(Instant time) throws Exception {
        return watermark(time.toEpochMilli());
    }

    TriageChain endOfInput() throws Exception {
        return watermark(Long.MAX_VALUE);
    }

    private TriageChain watermark(long time) throws Exception {
        fold.processWatermark(new Watermark(time));
        var foldedNow = fold.extractOutputValues();
        for (FoldedEvent event : foldedNow.subList(folded, foldedNow.size())) {
            triage.processElement(event, 0);
        }
        folded = foldedNow.size();
        var triagedNow = triage.extractOutputValues();
        for (Signal signal : triagedNow.subList(triaged, triagedNow.size())) {
            delay.processElement(signal, 0);
        }
        triaged = triagedNow.size();
        delay.processWatermark(new Watermark(time));
        return this;
    }

    /** The delay stage goes on from its own snapshot. */
    TriageChain restart() throws Exception {
        var snapshot = delay.snapshot(1, 1);
        collect();
        delay.close();
        delay = delay(snapshot);
        return this;
    }

    private void collect() {
        passed.addAll(delay.extractOutputValues());
        rows.addAll(Harnesses.side(delay, Outputs.DECISIONS));
        letters.addAll(Harnesses.side(delay, Outputs.DEAD_LETTERS));
        questions.addAll(Harnesses.side(delay, Outputs.DECISION_REQUESTS));
    }

    List<DecisionRequest> questions() {
        var all = new ArrayList<>(questions);
        all.addAll(Harnesses.side(delay, Outputs.DECISION_REQUESTS));
        return all;
    }

    List<Signal> signals() {
        var all = new ArrayList<>(passed);
        all.addAll(delay.extractOutputValues());
        return all;
    }

    /** Of all three stages. */
    List<Decision> rows() {
        var all = new ArrayList<Decision>(Harnesses.side(fold, Outputs.DECISIONS));
        all.addAll(Harnesses.side(triage, Outputs.DECISIONS));
        all.addAll(rows);
        all.addAll(Harnesses.side(delay, Outputs.DECISIONS));
        return all;
    }

    List<Decision> finalRows() {
        return rows().stream().filter(Decision::getFinal$).toList();
    }

    List<DeadLetter> deadLetters() {
        var all = new ArrayList<DeadLetter>(Harnesses.side(fold, Outputs.DEAD_LETTERS));
        all.addAll(Harnesses.side(triage, Outputs.DEAD_LETTERS));
        all.addAll(letters);
        all.addAll(Harnesses.side(delay, Outputs.DEAD_LETTERS));
        return all;
    }

    int waiting() {
        return delay.numKeyedStateEntries();
    }

    @Override
    public void close() throws Exception {
        fold.close();
        triage.close();
        delay.close();
    }
}
