package io.millrace.operators.stage;

import static io.millrace.testing.Events.aCustomEvent;
import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.domain.Decision;
import io.millrace.domain.DecisionAction;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.decision.Decisions;
import io.millrace.domain.delay.Delaying;
import io.millrace.domain.fold.Occurrences;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class DelaySignalsFunctionTest {
    /** Alarms of severity 3 must last five minutes. */
    private static final String SETTLE = "policies:\n"
            + "  - id: settle\n"
            + "    description: alarms that come and go are nobody's business\n"
            + "    match: {source: [aws.cloudwatch], severity: [3]}\n"
            + "    then: {delay: 5m}\n";

    private static final String SILENCE = "silences:\n"
            + "  - id: move\n"
            + "    match: {source: [aws.cloudwatch]}\n"
            + "    once: {from: 2026-08-05T10:00:00Z, until: 2026-08-05T12:00:00Z}\n"
            + "    reason: the shop moves\n"
            + "    author: anna\n";

    /** Of the slot of 10:05:01: five minutes after an alarm of 10:00:01 arrived. */
    private static final Instant DEADLINE = Instant.parse("2026-08-05T10:05:01.999Z");

    @Test
    void whatIsOverInTimeWasNeverToldAndBothRowsSaySo() throws Exception {
        try (var chain = TriageChain.of(SETTLE)) {
            chain.take(alarm("10:00:01")).pass("10:01");
            assertThat(chain.waiting()).isEqualTo(1);

            chain.take(ok("10:04:59")).pass("10:10");

            assertThat(chain.signals()).isEmpty();
            assertThat(chain.finalRows())
                    .extracting(Decision::getAction, Decision::getRule)
                    .containsOnly(tuple(DecisionAction.DISCHARGED, "settle"))
                    .hasSize(2);
            assertThat(chain.finalRows().get(0).getReason())
                    .isEqualTo("over at 2026-08-05T10:04:59Z, before it was to be told at " + DEADLINE);
            assertThat(chain.finalRows().get(1).getReason()).startsWith("ends what was not told yet: over at");
            assertThat(chain.waiting()).isZero();
        }
    }

    @Test
    void whileItWaitsARowThatIsNotFinalSaysSo() throws Exception {
        try (var chain = TriageChain.of(SETTLE)) {
            chain.take(alarm("10:00:01")).pass("10:01");

            assertThat(chain.rows()).singleElement().satisfies(row -> {
                assertThat(row.getFinal$()).isFalse();
                assertThat(row.getAction()).isEqualTo(DecisionAction.SUPPRESSED);
                assertThat(row.getRule()).isEqualTo("settle");
                assertThat(row.getReason()).endsWith("waits until " + DEADLINE);
            });
        }
    }

    @Test
    void whatIsStillTrueGoesOnAtTheDeadlineAsIfItArrivedThen() throws Exception {
        try (var chain = TriageChain.of(SETTLE)) {
            chain.take(alarm("10:00:01")).pass(DEADLINE.minusMillis(1));
            assertThat(chain.signals()).isEmpty();

            chain.pass(DEADLINE);

            assertThat(chain.signals()).singleElement().satisfies(signal -> {
                assertThat(signal.getEvent().getArrivedAt()).isEqualTo(DEADLINE);
                assertThat(signal.getEvent().getEventTime()).isEqualTo(Times.at("10:00:01"));
                assertThat(signal.getWaitsUntil()).isNull();
                assertThat(signal.getRow()).isNull();
                assertThat(signal.getRule()).isEqualTo("production");
            });
            assertThat(chain.finalRows()).singleElement().satisfies(row -> {
                assertThat(row.getAction()).isEqualTo(DecisionAction.ACCEPTED);
                assertThat(row.getStage()).isEqualTo("delay");
                assertThat(row.getRule()).isEqualTo("production");
                assertThat(row.getReason()).isEqualTo("still true at " + DEADLINE + ", as settle wanted to know");
                assertThat(row.getArrivedAt()).as("the event's own").isEqualTo(Times.at("10:00:01"));
            });
            assertThat(chain.waiting()).isZero();
        }
    }

    @Test
    void anEndAfterTheDeadlineGoesOnEvenWhenBothAreProcessedAtOnce() throws Exception {
        try (var chain = TriageChain.of(SETTLE)) {
            chain.take(alarm("10:00:01"), ok("10:06")).pass("10:10");

            assertThat(chain.signals())
                    .extracting(signal -> signal.getEvent().getStatus(), signal -> signal.getEvent()
                            .getArrivedAt())
                    .containsExactly(tuple(EventStatus.OPEN, DEADLINE), tuple(EventStatus.RESOLVED, Times.at("10:06")));
        }
    }

    @Test
    void whatGetsWorseIsToldAtOnceWithWhatWaited() throws Exception {
        try (var chain = TriageChain.of(SETTLE)) {
            chain.take(alarm("10:00:01"), worse("10:02")).pass("10:03");

            assertThat(chain.signals())
                    .extracting(Signal::getSeverity, signal -> signal.getEvent().getArrivedAt())
                    .containsExactly(tuple(3, Times.at("10:02")), tuple(4, Times.at("10:02")));
            assertOneFinalRowEach(chain, 2);
        }
    }

    @Test
    void whatHasGoneOnWaitsNoMore() throws Exception {
        try (var chain = TriageChain.of(SETTLE)) {
            var calmer = builder()
                    .severity(3)
                    .title("calmer")
                    .revision(9)
                    .at("10:02")
                    .event();
            chain.take(worse("10:00:01"), calmer, ok("10:03")).pass("10:04");

            assertThat(chain.signals())
                    .extracting(signal -> signal.getEvent().getStatus())
                    .containsExactly(EventStatus.OPEN, EventStatus.OPEN, EventStatus.RESOLVED);
            assertThat(chain.waiting()).isZero();
            assertOneFinalRowEach(chain, 3);
        }
    }

    @Test
    void aSilenceHoldsBackUntilItEndsAndWhatIsStillTrueIsToldThen() throws Exception {
        try (var chain = TriageChain.of(SILENCE)) {
            chain.take(alarm("10:30")).pass("11:59:59");
            assertThat(chain.signals()).isEmpty();
            assertThat(chain.rows()).singleElement().satisfies(row -> {
                assertThat(row.getAction()).isEqualTo(DecisionAction.SUPPRESSED);
                assertThat(row.getRule()).isEqualTo("move");
                assertThat(row.getReason())
                        .startsWith("silenced until 2026-08-05T12:00:00Z by anna: the shop moves; waits until");
            });

            chain.pass("12:00:02");

            assertThat(chain.signals()).singleElement().satisfies(signal -> assertThat(signal.getRule())
                    .isEqualTo("production"));
            assertThat(chain.finalRows()).singleElement().satisfies(row -> assertThat(row.getAction())
                    .isEqualTo(DecisionAction.ACCEPTED));
        }
    }

    @Test
    void aSilenceSwallowsNoEndOfTrouble() throws Exception {
        try (var chain = TriageChain.of(SILENCE)) {
            chain.take(alarm("10:30"), ok("10:40")).pass("13:00");

            assertThat(chain.signals()).singleElement().satisfies(signal -> assertThat(
                            signal.getEvent().getStatus())
                    .isEqualTo(EventStatus.RESOLVED));
            assertThat(chain.finalRows())
                    .extracting(Decision::getAction, Decision::getRule)
                    .containsExactlyInAnyOrder(
                            tuple(DecisionAction.SUPPRESSED, "move"), tuple(DecisionAction.ACCEPTED, "recoveries"));
            assertThat(chain.waiting()).isZero();
        }
    }

    @Test
    void theUpdateOfWhatIsKnownIsSuppressedForGoodAndItsEndIsTold() throws Exception {
        try (var chain = TriageChain.of(SILENCE)) {
            chain.take(alarm("09:50"), worse("10:10"), ok("10:40")).pass("13:00");

            assertThat(chain.signals())
                    .extracting(signal -> signal.getEvent().getStatus())
                    .containsExactly(EventStatus.OPEN, EventStatus.RESOLVED);
            assertOneFinalRowEach(chain, 3);
        }
    }

    @Test
    void whatNoticesNeverWaits() throws Exception {
        try (var chain =
                TriageChain.of("policies:\n  - id: d\n    description: d\n    match: {source: [com.example.shop]}\n"
                        + "    then: {delay: 5m}\n")) {
            chain.take(aCustomEvent("com.example.shop", "Something")
                            .status(EventStatus.INFORMATIONAL)
                            .severity(4)
                            .at("10:00")
                            .event())
                    .pass("10:01");

            assertThat(chain.signals()).hasSize(1);
            assertThat(chain.waiting()).isZero();
        }
    }

    @Test
    void anIdentityThatChangesTooOftenIsToldAtOnce() throws Exception {
        try (var chain = TriageChain.of(SETTLE)) {
            for (int i = 0; i <= Delaying.MOST; i++) {
                chain.take(builder()
                        .title("part " + i)
                        .revision(i + 1)
                        .at(Times.at("10:00:01").plusSeconds(i))
                        .event());
            }
            chain.pass("10:01");

            assertThat(chain.signals()).hasSize(Delaying.MOST + 1);
            assertThat(chain.waiting()).isZero();
            assertOneFinalRowEach(chain, Delaying.MOST + 1);
        }
    }

    @Test
    void itWaitsOnAfterARestart() throws Exception {
        try (var chain = TriageChain.of(SETTLE)) {
            chain.take(alarm("10:00:01")).pass("10:01").restart().pass(DEADLINE);

            assertThat(chain.signals()).hasSize(1);
            assertOneFinalRowEach(chain, 1);
            assertThat(chain.waiting()).isZero();
        }
    }

    @Test
    void anEndUnderContentThatDelaysNothingAnyMoreEndsTheWaitAllTheSame() {
        var opening = anAlarm("cpu").at("10:00");
        var occurrence = Occurrences.openedBy(opening.event());
        var waits = opening.occurrence(occurrence).signal();
        waits.setWaitsUntil(Times.at("10:05"));
        waits.setWaitsFor("settle");
        waits.setRow(Decisions.about(waits.getEvent(), "triage", DecisionAction.ACCEPTED)
                .setRule("production")
                .build());
        var waiting = Delaying.on(null, waits).state().orElseThrow();
        var end = anAlarm("cpu").ok().at("10:01").occurrence(occurrence).signal();

        var step = Delaying.on(waiting, end);

        assertThat(step.signals()).containsExactly(end);
        assertThat(step.rows()).singleElement().satisfies(row -> {
            assertThat(row.getAction()).isEqualTo(DecisionAction.DISCHARGED);
            assertThat(row.getRule()).isEqualTo("settle");
            assertThat(row.getFinal$()).isTrue();
        });
        assertThat(step.state()).isEmpty();
    }

    @Test
    void theEndOfTheInputTellsNothingThatALongerOneMightNot() throws Exception {
        try (var chain = TriageChain.of(SETTLE)) {
            chain.take(alarm("10:00:01")).pass("10:01").endOfInput();

            assertThat(chain.signals()).isEmpty();
            assertThat(chain.finalRows()).singleElement().satisfies(row -> {
                assertThat(row.getAction()).isEqualTo(DecisionAction.SUPPRESSED);
                assertThat(row.getReason()).startsWith("the input ended while it waited until");
            });
        }
    }

    @Test
    void whatCannotBeJudgedToWaitIsToldAndLeavesADeadLetter() throws Exception {
        try (var delay = Harnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<String, Signal, Signal>(
                        new KeyedProcessOperator<>(new DelaySignalsFunction()),
                        signal -> signal.getEvent().getIdentity(),
                        Types.STRING),
                Signal.class,
                null)) {
            var opening = anAlarm("cpu").at("10:00");
            var occurrence = Occurrences.openedBy(opening.event());
            var waits = opening.occurrence(occurrence).signal();
            waits.setWaitsUntil(Times.at("10:05"));
            waits.setRow(Decisions.about(waits.getEvent(), "triage", DecisionAction.ACCEPTED)
                    .setRule("production")
                    .build());
            delay.processElement(waits, 0);
            var without = anAlarm("cpu")
                    .title("more")
                    .at("10:01")
                    .occurrence(occurrence)
                    .signal();
            without.setWaitsUntil(Times.at("10:06"));

            delay.processElement(without, 0);

            assertThat(delay.extractOutputValues())
                    .extracting(signal -> signal.getEvent().getTitle())
                    .containsExactly("more");
            assertThat(Harnesses.side(delay, Outputs.DEAD_LETTERS))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.getStage()).isEqualTo("delay"));
            assertThat(delay.numKeyedStateEntries())
                    .as("what waited still does")
                    .isEqualTo(1);
        }
    }

    @Property(tries = 30, shrinking = ShrinkingMode.OFF)
    void theOrderOfDeliveryWithinASlotAndThePaceOfTimeChangeNothing(@ForAll Random random) throws Exception {
        var events = course();
        var expected = outcome(events, List.of(Times.at("11:00")));
        assertThat(String.join("\n", expected)).contains("still true at", "before it was to be told", "does not wait");

        var delivered = new ArrayList<>(events);
        Collections.shuffle(delivered, random);
        delivered.sort(
                Comparator.comparing(event -> Math.floorDiv(event.getArrivedAt().toEpochMilli(), 2_000)));
        var times = new ArrayList<Instant>();
        for (Instant at = Times.at("10:00"); at.isBefore(Times.at("11:00")); at = at.plusSeconds(random.nextInt(400))) {
            times.add(at);
        }
        times.add(Times.at("11:00"));

        assertThat(outcome(delivered, times)).isEqualTo(expected);
    }

    /** Three alarms that come, change and go; several events lie in one slot, some on either side of a deadline. */
    private static List<OpsEvent> course() {
        var events = new ArrayList<OpsEvent>();
        for (String name : List.of("one", "two", "three")) {
            var alarm = anAlarm(name);
            var end = name.equals("one") ? "10:05:01.500" : "10:05:02";
            events.add(at("10:00:00.100", alarm.severity(3).revision(1)));
            events.add(at("10:00:00.500", alarm.title("b").revision(2)));
            events.add(at(end, alarm.ok().revision(3)));
            events.add(at("10:20:00.300", alarm.inAlarm().severity(3).title("c").revision(4)));
            events.add(at(
                    "10:20:01.900",
                    alarm.severity(name.equals("two") ? 4 : 3).title("d").revision(5)));
            events.add(at("10:20:01.950", alarm.ok().revision(6)));
            events.add(at("10:40", alarm.inAlarm().severity(3).title("e").revision(7)));
        }
        return events;
    }

    private static OpsEvent at(String time, EventBuilder event) {
        return event.at(time).arrivedAt(time).event();
    }

    private static List<String> outcome(List<OpsEvent> events, List<Instant> times) throws Exception {
        try (var chain = TriageChain.of(SETTLE)) {
            int next = 0;
            for (Instant time : times) {
                while (next < events.size() && !events.get(next).getArrivedAt().isAfter(time)) {
                    chain.take(events.get(next++));
                }
                chain.pass(time);
            }
            var outcome = new ArrayList<String>();
            chain.signals().forEach(signal -> outcome.add(signal.toString()));
            chain.rows().forEach(row -> outcome.add(row.toString()));
            Collections.sort(outcome);
            return outcome;
        }
    }

    private static void assertOneFinalRowEach(TriageChain chain, int events) {
        assertThat(chain.finalRows())
                .extracting(Decision::getEventId)
                .doesNotHaveDuplicates()
                .hasSize(events);
    }

    private static EventBuilder builder() {
        return anAlarm("cpu").severity(3);
    }

    private static OpsEvent alarm(String at) {
        return builder().revision(1).at(at).arrivedAt(at).event();
    }

    private static OpsEvent worse(String at) {
        return builder()
                .severity(4)
                .title("worse")
                .revision(2)
                .at(at)
                .arrivedAt(at)
                .event();
    }

    private static OpsEvent ok(String at) {
        return anAlarm("cpu").ok().revision(100).at(at).arrivedAt(at).event();
    }
}
