package io.millrace.operators.stage;

import static io.millrace.testing.Events.aCondition;
import static io.millrace.testing.Events.aConditionCleared;
import static io.millrace.testing.Events.anAlarm;
import static io.millrace.testing.Events.anOutcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Command;
import io.millrace.domain.EventStatus;
import io.millrace.domain.Outcome;
import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadEvent;
import io.millrace.domain.ThreadInput;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.domain.time.Slots;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.ContentHistory;
import io.millrace.testing.Estates;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Metrics;
import io.millrace.testing.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ThreadFunctionTest {
    private static final ThreadSettings SETTINGS = new ThreadSettings(
            Duration.ofMinutes(30), Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofHours(4), 50, 100);
    private static final String CPU = Metrics.cpu(Estates.INSTANCE).seriesKey();
    private static final String MEMORY = Metrics.memory(Estates.INSTANCE).seriesKey();

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void theOrderOfDeliveryWithinASlotDoesNotMatter(@ForAll Random random) throws Exception {
        var slot = new ArrayList<Signal>();
        for (int i = 0; i < 8; i++) {
            slot.add(anAlarm("a" + i % 5)
                    .inAlarm()
                    .at("10:0" + i)
                    .arrivedAt("10:10")
                    .on("i-" + i % 2)
                    .service(i % 2 == 0 ? "checkout" : "", 1)
                    .occurrence("o" + i % 5)
                    .signal());
        }
        slot.add(leak().at("10:04").arrivedAt("10:10").signal());
        var expected = Run.of(slot);
        Collections.shuffle(slot, random);

        assertThat(Run.of(slot)).isEqualTo(expected);
    }

    @Test
    void aThreadOpensJoinsResolvesAndClosesByTimeAlone() throws Exception {
        try (var harness = Harnesses.thread(SETTINGS, null)) {
            take(harness, anAlarm("cpu").inAlarm().at("10:00"));
            take(harness, anAlarm("memory").inAlarm().at("10:01"));
            take(harness, anAlarm("cpu").ok().at("10:05"));
            take(harness, anAlarm("memory").ok().at("10:06"));
            pass(harness, "10:36:01.998");
            assertThat(changes(harness)).containsExactly("OPENED", "JOINED", "JOINED", "RESOLVED");

            pass(harness, "10:36:01.999");

            assertThat(changes(harness)).containsExactly("OPENED", "JOINED", "JOINED", "RESOLVED", "CLOSED");
            assertThat(harness.numKeyedStateEntries()).isZero();
            pass(harness, "23:00");
            assertThat(harness.numEventTimeTimers()).isZero();
            assertThat(changes(harness)).hasSize(5);
        }
    }

    @Test
    void aSilentThreadIsClosedAsStaleAndForgotten() throws Exception {
        try (var harness = Harnesses.thread(SETTINGS, null)) {
            take(harness, anAlarm("cpu").inAlarm().at("10:00"));
            take(harness, anAlarm("cpu").status(EventStatus.UPDATED).at("13:00"));
            pass(harness, "16:59");
            assertThat(changes(harness)).containsExactly("OPENED", "JOINED");

            pass(harness, "17:01");

            assertThat(changes(harness)).containsExactly("OPENED", "JOINED", "CLOSED");
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void aThreadHasOnePendingTimerHoweverMuchNewsItGets() throws Exception {
        try (var harness = Harnesses.thread(SETTINGS, null)) {
            for (int minute = 10; minute < 60; minute++) {
                take(harness, anAlarm("cpu").status(EventStatus.UPDATED).at("10:" + minute));
            }
            pass(harness, "11:00");

            assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        }
    }

    @Test
    void aCoarseWatermarkGivesWhatAFineOneDoes() throws Exception {
        var signals = history();
        var fine = Run.of(signals);
        try (var harness = Harnesses.thread(SETTINGS, null)) {
            for (Signal signal : signals) {
                harness.processElement(
                        ThreadFunction.input(signal),
                        signal.getEvent().getArrivedAt().toEpochMilli());
            }
            pass(harness, "11:00");
            harness.processWatermark(Watermark.MAX_WATERMARK);

            assertThat(new Run(harness)).isEqualTo(fine);
        }
    }

    @Test
    void aSignalWhoseSlotIsClosedJoinsThePresentOne() throws Exception {
        try (var harness = Harnesses.thread(SETTINGS, null)) {
            pass(harness, "10:00:05");
            take(harness, anAlarm("cpu").inAlarm().at("10:00").arrivedAt("10:00:01"));
            pass(harness, "10:00:05.998");
            assertThat(changes(harness)).isEmpty();

            pass(harness, "10:00:05.999");

            assertThat(changes(harness)).containsExactly("OPENED");
        }
    }

    @Test
    void theEndOfBoundedInputReportsOpenThreadsAndFiresNoLifecycle() throws Exception {
        try (var harness = Harnesses.thread(SETTINGS, null)) {
            take(harness, anAlarm("open").inAlarm().at("10:00").on("i-1").service("", 3));
            take(harness, anAlarm("over").inAlarm().at("10:00").on("i-2").service("", 3));
            take(harness, anAlarm("over").ok().at("10:01").on("i-2").service("", 3));
            take(
                    harness,
                    leak().at("10:01").on(Estates.instanceArn(Estates.INSTANCE)).service("", 3));
            take(harness, anAlarm("last").inAlarm().at("10:02").on("i-4").service("", 3));

            harness.processWatermark(Watermark.MAX_WATERMARK);

            assertThat(changes(harness).stream().filter("OPEN_AT_END"::equals)).hasSize(3);
            assertThat(changes(harness)).doesNotContain("CLOSED", "ESCALATED");
            assertThat(Harnesses.side(harness, Outputs.OUTCOMES))
                    .as("nothing is verified by the end")
                    .isEmpty();
            assertThat(changes(harness)
                            .subList(
                                    changes(harness).size() - 3,
                                    changes(harness).size()))
                    .as("reported after all that was buffered")
                    .containsOnly("OPEN_AT_END");
        }
    }

    @Test
    void aTruncatedInputGivesAPrefix() throws Exception {
        var signals = history();
        var full = Run.of(signals).changes;
        for (int length = 1; length < signals.size(); length++) {
            var part = Run.of(signals.subList(0, length)).changes.stream()
                    .filter(change -> !change.getChange().equals("OPEN_AT_END"))
                    .toList();
            assertThat(full).as("after " + length).startsWith(part.toArray(ThreadChange[]::new));
        }
    }

    @Test
    void aRestoredRunGivesWhatAnUninterruptedOneDoes() throws Exception {
        var signals = history();
        var expected = Run.of(signals);
        for (int cut = 0; cut <= signals.size(); cut++) {
            try (var harness = Harnesses.thread(SETTINGS, null)) {
                for (Signal signal : signals.subList(0, cut)) {
                    takeInOrder(harness, signal);
                }
                var found = new Run(harness);
                try (var restored = Harnesses.thread(SETTINGS, harness.snapshot(1, 1))) {
                    for (Signal signal : signals.subList(cut, signals.size())) {
                        takeInOrder(restored, signal);
                    }
                    restored.processWatermark(Watermark.MAX_WATERMARK);
                    found.add(new Run(restored));
                }
                assertThat(found).as("cut at " + cut).isEqualTo(expected);
            }
        }
    }

    @Test
    void aSignalThatCannotBeDecidedIsADeadLetterAndChangesNothing() throws Exception {
        var before = anAlarm("cpu").inAlarm().at("10:00").signal();
        var broken = anAlarm("memory").inAlarm().at("10:01").signal();
        broken.getEvent().setTitle(null);
        var after = anAlarm("cpu").ok().at("10:02").signal();
        var expected = Run.of(List.of(before, after));
        try (var harness = Harnesses.thread(SETTINGS, null)) {
            for (Signal signal : List.of(before, broken, after)) {
                takeInOrder(harness, signal);
            }
            harness.processWatermark(Watermark.MAX_WATERMARK);

            assertThat(new Run(harness)).isEqualTo(expected);
            assertThat(Harnesses.side(harness, Outputs.DEAD_LETTERS))
                    .singleElement()
                    .satisfies(letter -> {
                        assertThat(letter.getStage()).isEqualTo("thread");
                        assertThat(letter.getRecordId())
                                .isEqualTo(broken.getEvent().getRecordId());
                    });
        }
    }

    @Test
    void theLadderClimbsByTimersAndEscalatesOnSilence() throws Exception {
        try (var harness = Harnesses.thread(SETTINGS, null)) {
            take(harness, leak().at("10:00"));
            started(harness, "10:00:10");
            take(harness, leak().status(EventStatus.UPDATED).at("10:05"));
            pass(harness, "10:10:14");
            assertThat(Harnesses.side(harness, Outputs.PROPOSALS))
                    .extracting(Command::getStep)
                    .containsExactly("report-memory", "collect-garbage");

            started(harness, "10:10:20");
            pass(harness, "10:20:28");

            assertThat(Harnesses.side(harness, Outputs.OUTCOMES))
                    .extracting(Outcome::getOutcome)
                    .containsExactly("STARTED", "NOT_FIXED", "STARTED", "UNVERIFIABLE");
            assertThat(changes(harness)).containsExactly("OPENED", "JOINED", "JOINED", "ESCALATED");
            assertThat(Harnesses.side(harness, Outputs.PROPOSALS)).hasSize(2);
        }
    }

    @Test
    void whatSleepsInItsAccountAndCannotActIsARowAndCallsNobody() throws Exception {
        for (boolean sleeps : List.of(false, true)) {
            var files = new TreeMap<>(Harnesses.CONTENT.files());
            files.computeIfPresent("catalog/high-cpu.yaml", (path, text) -> {
                assertThat(text).contains("mode: live\n");
                String account = sleeps ? Estates.PRODUCTION : "444455556666";
                return text.replace(
                        "mode: live\n", "mode: live\nmodes:\n  - {accounts: ['" + account + "'], mode: shadow}\n");
            });
            try (var harness = Harnesses.thread(ContentHistory.of(ContentBundle.of(files)), SETTINGS, null)) {
                take(harness, highCpu(85).attribute("dim.InstanceId", "*").at("10:00"));
                pass(harness, "10:06");

                assertThat(Harnesses.side(harness, Outputs.PROPOSALS)).isEmpty();
                assertThat(Harnesses.side(harness, Outputs.OUTCOMES))
                        .singleElement()
                        .satisfies(row -> {
                            assertThat(row.getOutcome()).isEqualTo("REFUSED");
                            assertThat(row.getDetail())
                                    .startsWith((sleeps ? "SHADOW: " : "") + "high-cpu cannot act: wildcard-target: ");
                        });
                assertThat(changes(harness)).isEqualTo(sleeps ? List.of("OPENED") : List.of("OPENED", "ESCALATED"));
            }
        }
    }

    @Test
    void whatARungHasShownSurvivesARestart() throws Exception {
        for (boolean restarts : List.of(false, true)) {
            try (var harness = Harnesses.thread(SETTINGS, null)) {
                take(harness, highCpu(82).at("10:00"));
                started(harness, "10:02");
                take(harness, highCpu(91).status(EventStatus.UPDATED).at("10:05"));
                pass(harness, "10:06");
                if (!restarts) {
                    take(harness, highCpu(92).status(EventStatus.UPDATED).at("10:10"));
                    pass(harness, "10:11");
                    assertThat(verdicts(harness)).containsExactly("MADE_WORSE");
                    continue;
                }
                try (var restored = Harnesses.thread(SETTINGS, harness.snapshot(1, 1))) {
                    take(restored, highCpu(92).status(EventStatus.UPDATED).at("10:10"));
                    pass(restored, "10:11");
                    assertThat(verdicts(restored)).containsExactly("MADE_WORSE");
                    assertThat(changes(restored)).containsExactly("ESCALATED");
                }
            }
        }
    }

    @Test
    void whatHealedBeforeTheActionIsNotClaimedAfterARestartEither() throws Exception {
        try (var harness = Harnesses.thread(SETTINGS, null)) {
            take(harness, highCpu(82).at("10:00"));
            started(harness, "10:02");
            pass(harness, "10:03");

            try (var restored = Harnesses.thread(SETTINGS, harness.snapshot(1, 1))) {
                take(
                        restored,
                        aConditionCleared("high-cpu", CPU)
                                .attribute("since", Times.at("10:01").toString())
                                .at("10:05"));
                pass(restored, "10:06");
                assertThat(verdicts(restored)).containsExactly("HEALED");
                assertThat(changes(restored)).containsExactly("RESOLVED");
            }
        }
    }

    @Test
    void anExecutorsReportIsARowWhetherOrNotAThreadStillWaitsForIt() throws Exception {
        try (var harness = Harnesses.thread(SETTINGS, null)) {
            take(harness, anOutcome("command-1", "SUCCEEDED").at("10:00"));

            pass(harness, "10:01");

            assertThat(Harnesses.side(harness, Outputs.OUTCOMES))
                    .extracting(Outcome::getOutcome)
                    .containsExactly("SUCCEEDED");
            assertThat(changes(harness)).isEmpty();
        }
    }

    @Test
    void aSituationMarksTheThreadOfItsSignalsInTheSameSlot() throws Exception {
        try (var harness = Harnesses.thread(SETTINGS, null)) {
            var alarm = anAlarm("cpu").inAlarm().at("10:00");
            var situation = situation(alarm.event().getIdentity());
            harness.processElement(ThreadFunction.input(situation), 0);
            take(harness, alarm);

            pass(harness, "10:00:02");

            assertThat(changes(harness)).containsExactly("OPENED", "UPDATED");
        }
    }

    @Test
    void scopesDoNotSeeEachOther() throws Exception {
        try (var harness = Harnesses.thread(SETTINGS, null)) {
            take(harness, anAlarm("a").inAlarm().at("10:00").scope("one"));
            take(harness, anAlarm("b").inAlarm().at("10:00").scope("other"));
            pass(harness, "10:01");

            assertThat(changes(harness)).containsExactly("OPENED", "OPENED");
        }
    }

    @Test
    void aScopeThatIsNoLongerKeptDecodedIsReadFromItsState() throws Exception {
        int scopes = ThreadFunction.DECODED / 3 + 100;
        try (var harness = Harnesses.thread(SETTINGS, null)) {
            for (String time : List.of("10:00", "10:05")) {
                for (int scope = 0; scope < scopes; scope++) {
                    var alarm = anAlarm("cpu").at(time).scope("scope-" + scope);
                    take(harness, time.equals("10:00") ? alarm.inAlarm() : alarm.ok());
                }
                pass(harness, time + ":30");
            }

            assertThat(Collections.frequency(changes(harness), "OPENED")).isEqualTo(scopes);
            assertThat(Collections.frequency(changes(harness), "RESOLVED")).isEqualTo(scopes);
            pass(harness, "23:00");
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    /** Opens, flaps, climbs and resolves, over an hour. */
    private static List<Signal> history() {
        var history = new ArrayList<Signal>();
        history.add(anAlarm("cpu").inAlarm().at("10:00").signal());
        history.add(leak().at("10:01").signal());
        history.add(anAlarm("queue")
                .inAlarm()
                .at("10:01")
                .on("q")
                .service("orders", 2)
                .signal());
        history.add(leak().status(EventStatus.UPDATED).at("10:06").signal());
        history.add(anAlarm("cpu").ok().at("10:08").signal());
        history.add(
                anAlarm("queue").ok().at("10:09").on("q").service("orders", 2).signal());
        history.add(aConditionCleared("memory-leak", MEMORY).at("10:14").signal());
        history.add(anAlarm("cpu").inAlarm().at("10:30").occurrence("again").signal());
        history.add(anAlarm("disk")
                .inAlarm()
                .at("10:50")
                .on("d")
                .service("media", 3)
                .signal());
        return history;
    }

    private static EventBuilder highCpu(double percent) {
        return aCondition("high-cpu", CPU).value("value", percent);
    }

    private static List<String> verdicts(
            KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange> harness) {
        return Harnesses.side(harness, Outputs.OUTCOMES).stream()
                .map(Outcome::getOutcome)
                .filter(word -> !word.equals("STARTED"))
                .toList();
    }

    private static EventBuilder leak() {
        return aCondition("memory-leak", MEMORY).value("value", 88);
    }

    @Test
    void aRecoveryIsARowOnceAndOnlyWhereAThreadOfUrgencyIsOver() throws Exception {
        try (var harness = Harnesses.thread(SETTINGS, null)) {
            take(
                    harness,
                    anAlarm("cpu").inAlarm().severity(5).service("checkout", 1).at("10:00"));
            take(
                    harness,
                    anAlarm("disk").inAlarm().severity(5).service("checkout", 1).at("10:01"));
            var identities = List.of(
                    anAlarm("cpu").event().getIdentity(),
                    anAlarm("disk").event().getIdentity());
            bring(harness, recovery("early", identities.get(0), "10:02"));
            take(harness, anAlarm("cpu").ok().at("10:05"));
            take(harness, anAlarm("disk").ok().at("10:06"));
            bring(harness, recovery("cpu", identities.get(0), "10:16"));
            bring(harness, recovery("disk", identities.get(1), "10:17"));
            bring(harness, recovery("nobodys", "alarm:other", "10:18"));
            pass(harness, "10:20");

            assertThat(rows(harness)).containsExactly("cpu");
            assertThat(changes(harness)).containsExactly("OPENED", "JOINED", "JOINED", "RESOLVED", "UPDATED");
        }
    }

    @Test
    void everyOtherSituationIsARowWhetherAThreadHoldsItOrNot() throws Exception {
        try (var harness = Harnesses.thread(SETTINGS, null)) {
            bring(harness, situation("alarm:nobodys"));
            pass(harness, "10:20");

            assertThat(rows(harness)).containsExactly("situation");
            assertThat(changes(harness)).isEmpty();
        }
    }

    private static void bring(
            KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange> harness, Situation situation)
            throws Exception {
        harness.processElement(
                ThreadFunction.input(situation), situation.getArrivedAt().toEpochMilli());
    }

    private static List<String> rows(
            KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange> harness) {
        return Harnesses.side(harness, Outputs.SITUATIONS).stream()
                .map(Situation::getSituationId)
                .toList();
    }

    private static Situation recovery(String id, String identity, String at) {
        return Situation.newBuilder(situation(identity))
                .setSituationId(id)
                .setType("recovery")
                .setSeverity(1)
                .setArrivedAt(Times.at(at))
                .build();
    }

    private static Situation situation(String identity) {
        return Situation.newBuilder()
                .setSituationId("situation")
                .setType("flapping-alarm")
                .setScope("shop")
                .setTitle("flaps")
                .setSeverity(5)
                .setEventIds(List.of())
                .setIdentities(List.of(identity))
                .setResources(List.of())
                .setStartedAt(Times.at("10:00"))
                .setEndedAt(Times.at("10:00"))
                .setArrivedAt(Times.at("10:00:01"))
                .build();
    }

    private static List<String> changes(
            KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange> harness) {
        return harness.extractOutputValues().stream()
                .map(ThreadChange::getChange)
                .toList();
    }

    private static void take(
            KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange> harness, EventBuilder event)
            throws Exception {
        var signal = event.signal();
        harness.processElement(
                ThreadFunction.input(signal), signal.getEvent().getArrivedAt().toEpochMilli());
    }

    /** The slots before this signal's are closed first, as a watermark per slot does it. */
    private static void takeInOrder(
            KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange> harness, Signal signal)
            throws Exception {
        long arrived = signal.getEvent().getArrivedAt().toEpochMilli();
        harness.processWatermark(new Watermark(Slots.endOf(arrived) - Slots.LENGTH.toMillis()));
        harness.processElement(ThreadFunction.input(signal), arrived);
    }

    /** The executor says that it runs what was proposed last. */
    private static void started(
            KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange> harness, String time)
            throws Exception {
        pass(harness, Times.at(time).minusSeconds(4).toString());
        List<Command> proposals = Harnesses.side(harness, Outputs.PROPOSALS);
        take(
                harness,
                anOutcome(proposals.get(proposals.size() - 1).getCommandId(), "STARTED")
                        .at(time));
    }

    private static void pass(
            KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange> harness, String time)
            throws Exception {
        harness.processWatermark(new Watermark(Times.at(time).toEpochMilli()));
    }

    /** Everything that a run put out. */
    private record Run(
            List<ThreadChange> changes, List<ThreadEvent> members, List<Command> proposals, List<Outcome> outcomes) {

        Run(KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange> harness) {
            this(
                    new ArrayList<>(harness.extractOutputValues()),
                    new ArrayList<>(Harnesses.side(harness, Outputs.THREAD_EVENTS)),
                    new ArrayList<>(Harnesses.side(harness, Outputs.PROPOSALS)),
                    new ArrayList<>(Harnesses.side(harness, Outputs.OUTCOMES)));
        }

        static Run of(List<Signal> signals) throws Exception {
            try (var harness = Harnesses.thread(SETTINGS, null)) {
                for (Signal signal : signals) {
                    takeInOrder(harness, signal);
                }
                harness.processWatermark(Watermark.MAX_WATERMARK);
                return new Run(harness);
            }
        }

        void add(Run later) {
            changes.addAll(later.changes);
            members.addAll(later.members);
            proposals.addAll(later.proposals);
            outcomes.addAll(later.outcomes);
        }
    }
}
