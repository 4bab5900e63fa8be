package io.millrace.operators.stage;

import static io.millrace.testing.Events.aFinding;
import static io.millrace.testing.Events.aTick;
import static io.millrace.testing.Events.anAlarm;
import static io.millrace.testing.Events.anOutcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.DecisionAction;
import io.millrace.domain.FoldedEvent;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.fold.FoldSettings;
import io.millrace.domain.time.Slots;
import io.millrace.testing.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class FoldFunctionTest {
    private static final FoldSettings SETTINGS =
            new FoldSettings(Duration.ofMinutes(30), Duration.ofHours(1), 8, Duration.ofMinutes(1));

    @Test
    void nothingLeavesBeforeItsSlotIsComplete() throws Exception {
        try (var harness = Harnesses.fold(SETTINGS, null)) {
            take(
                    harness,
                    anAlarm("cpu")
                            .inAlarm()
                            .at("10:00")
                            .arrivedAt("10:00:00.500")
                            .event());
            pass(harness, "10:00:01.998");
            assertThat(harness.extractOutputValues()).isEmpty();

            pass(harness, "10:00:01.999");

            assertThat(harness.extractOutputValues()).singleElement().satisfies(folded -> {
                assertThat(folded.getScope()).isEqualTo("shop");
                assertThat(folded.getContentVersion()).isEqualTo(Harnesses.CONTENT.version());
            });
        }
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void theOrderOfDeliveryWithinASlotDoesNotMatter(@ForAll Random random) throws Exception {
        var slot = new ArrayList<OpsEvent>();
        for (int i = 0; i < 6; i++) {
            slot.add(anAlarm("cpu")
                    .inAlarm()
                    .at("10:00:0" + i)
                    .arrivedAt("10:00:06")
                    .severity(1 + i % 4)
                    .event());
            slot.add(anAlarm("cpu").ok().at("10:00:0" + i).arrivedAt("10:00:07").event());
        }
        var expected = run(slot);
        Collections.shuffle(slot, random);

        assertThat(run(slot)).isEqualTo(expected);
    }

    @Test
    void anEventWhoseSlotIsClosedJoinsThePresentOne() throws Exception {
        try (var harness = Harnesses.fold(SETTINGS, null)) {
            pass(harness, "10:00:05");
            take(
                    harness,
                    anAlarm("cpu").inAlarm().at("10:00").arrivedAt("10:00:01").event());
            assertThat(harness.extractOutputValues()).isEmpty();

            pass(harness, "10:00:05.999");

            assertThat(harness.extractOutputValues()).hasSize(1);
        }
    }

    @Test
    void whatIsFoldedLeavesARowThatNamesIt() throws Exception {
        try (var harness = Harnesses.fold(SETTINGS, null)) {
            var opening = anAlarm("cpu").inAlarm().at("10:00");
            take(harness, opening.event());
            take(harness, opening.arrivedAt("10:00:30").event());
            pass(harness, "10:01");

            assertThat(harness.extractOutputValues()).hasSize(1);
            assertThat(Harnesses.side(harness, Outputs.DECISIONS))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.getAction()).isEqualTo(DecisionAction.FOLDED);
                        assertThat(row.getFoldedInto())
                                .isEqualTo(opening.event().getEventId());
                        assertThat(row.getRecordId()).isEqualTo(opening.event().getRecordId());
                        assertThat(row.getScope()).isEqualTo("shop");
                    });
        }
    }

    @Test
    void aTickLeavesItsRowAndNoState() throws Exception {
        try (var harness = Harnesses.fold(SETTINGS, null)) {
            take(harness, aTick().at("10:00").event());

            assertThat(Harnesses.side(harness, Outputs.DECISIONS))
                    .singleElement()
                    .satisfies(row -> assertThat(row.getAction()).isEqualTo(DecisionAction.TICK));
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void anEventThatCannotBeDecidedIsADeadLetterAndChangesNothing() throws Exception {
        var opening = anAlarm("cpu").inAlarm().at("10:00").event();
        var broken = anAlarm("cpu").inAlarm().severity(5).at("10:01").event();
        broken.setTitle(null);
        var ending = anAlarm("cpu").ok().at("10:02").event();
        var expected = run(List.of(opening, ending));
        try (var harness = Harnesses.fold(SETTINGS, null)) {
            for (OpsEvent event : List.of(opening, broken, ending)) {
                take(harness, event);
            }
            pass(harness, "10:03");

            assertThat(harness.extractOutputValues()).isEqualTo(expected);
            assertThat(Harnesses.side(harness, Outputs.DEAD_LETTERS))
                    .singleElement()
                    .satisfies(letter -> {
                        assertThat(letter.getStage()).isEqualTo("fold");
                        assertThat(letter.getRecordId()).isEqualTo(broken.getRecordId());
                        assertThat(letter.getMessage()).contains("NullPointerException");
                        assertThat(letter.getPayload()).contains(broken.getEventId());
                    });
        }
    }

    @Test
    void anAnswerKeepsTheScopeItWasSentFromAndNoOtherEventMayChooseOne() throws Exception {
        try (var harness = Harnesses.fold(SETTINGS, null)) {
            take(
                    harness,
                    anOutcome("c", "STARTED")
                            .at("10:00")
                            .attribute("scope", "far-away")
                            .event());
            take(
                    harness,
                    anAlarm("cpu")
                            .inAlarm()
                            .at("10:00")
                            .attribute("scope", "far-away")
                            .event());
            pass(harness, "10:01");

            assertThat(harness.extractOutputValues())
                    .extracting(FoldedEvent::getScope)
                    .containsExactlyInAnyOrder("far-away", "shop");
        }
    }

    @Test
    void anIdentityIsForgottenWhenItsRetentionIsOver() throws Exception {
        try (var harness = Harnesses.fold(SETTINGS, null)) {
            take(
                    harness,
                    anAlarm("cpu").inAlarm().at("10:00").arrivedAt("10:00").event());
            take(harness, aFinding("f").at("10:00").arrivedAt("10:00").event());
            pass(harness, "10:30");
            take(
                    harness,
                    anAlarm("cpu")
                            .inAlarm()
                            .severity(5)
                            .at("10:31")
                            .arrivedAt("10:31")
                            .event());
            pass(harness, "11:00:02");
            assertThat(harness.numKeyedStateEntries()).as("the alarm had news").isEqualTo(1);

            pass(harness, "11:31:02");

            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void theEndOfBoundedInputFlushesEverySlot() throws Exception {
        try (var harness = Harnesses.fold(SETTINGS, null)) {
            take(harness, anAlarm("cpu").inAlarm().at("10:00").event());
            take(harness, anAlarm("cpu").ok().at("10:30").event());

            harness.processWatermark(Watermark.MAX_WATERMARK);

            assertThat(harness.extractOutputValues()).hasSize(2);
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void aRestoredRunGivesWhatAnUninterruptedOneDoes() throws Exception {
        var events = new ArrayList<OpsEvent>();
        for (int i = 0; i < 12; i++) {
            var at = Times.at("10:00").plusSeconds(i);
            events.add((i % 3 == 2 ? anAlarm("cpu").ok() : anAlarm("cpu").inAlarm())
                    .at(at)
                    .event());
            events.add(aFinding("f").severity(1 + i % 3).at(at).event());
        }
        var expected = run(events);
        for (int cut = 0; cut <= events.size(); cut += 5) {
            var found = new ArrayList<FoldedEvent>();
            try (var harness = Harnesses.fold(SETTINGS, null)) {
                feed(harness, events.subList(0, cut));
                found.addAll(harness.extractOutputValues());
                try (var restored = Harnesses.fold(SETTINGS, harness.snapshot(1, 1))) {
                    feed(restored, events.subList(cut, events.size()));
                    restored.processWatermark(Watermark.MAX_WATERMARK);
                    found.addAll(restored.extractOutputValues());
                }
            }
            assertThat(found).as("cut at " + cut).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static List<FoldedEvent> run(List<OpsEvent> events) throws Exception {
        try (var harness = Harnesses.fold(SETTINGS, null)) {
            feed(harness, events);
            harness.processWatermark(Watermark.MAX_WATERMARK);
            return harness.extractOutputValues();
        }
    }

    /** Delivered in this order; the slots before an event's are closed first. */
    private static void feed(
            KeyedOneInputStreamOperatorTestHarness<String, OpsEvent, FoldedEvent> harness, List<OpsEvent> events)
            throws Exception {
        for (OpsEvent event : events) {
            long slot = Slots.endOf(event.getArrivedAt().toEpochMilli());
            harness.processWatermark(new Watermark(slot - Slots.LENGTH.toMillis()));
            take(harness, event);
        }
    }

    private static void take(
            KeyedOneInputStreamOperatorTestHarness<String, OpsEvent, FoldedEvent> harness, OpsEvent event)
            throws Exception {
        harness.processElement(event, event.getArrivedAt().toEpochMilli());
    }

    private static void pass(KeyedOneInputStreamOperatorTestHarness<String, OpsEvent, FoldedEvent> harness, String time)
            throws Exception {
        harness.processWatermark(Times.at(time).toEpochMilli());
    }
}
