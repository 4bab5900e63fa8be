package io.millrace.operators.stage;

import static io.millrace.testing.Events.aFinding;
import static io.millrace.testing.Events.aHealthPage;
import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Decision;
import io.millrace.domain.EventStatus;
import io.millrace.domain.FoldedEvent;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.fold.FoldSettings;
import io.millrace.domain.id.Ids;
import io.millrace.domain.time.Slots;
import io.millrace.testing.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;

/** Health pages through the fold stage: held, passed as one, timed out, restored. */
class FoldPagesTest {
    private static final FoldSettings SETTINGS =
            new FoldSettings(Duration.ofMinutes(30), Duration.ofHours(1), 8, Duration.ofMinutes(1));

    @Test
    void pagesPassAsOneEventInTheSlotOfTheLast() throws Exception {
        try (var harness = Harnesses.fold(SETTINGS, null)) {
            take(harness, aHealthPage("c", 2, 3).on("f-2").arrivedAt("10:00:01").event());
            take(harness, aHealthPage("c", 3, 3).on("f-3").arrivedAt("10:00:05").event());
            pass(harness, "10:00:30");
            assertThat(harness.extractOutputValues()).isEmpty();
            take(harness, aHealthPage("c", 1, 3).on("f-1").arrivedAt("10:00:31").event());
            pass(harness, "10:00:31.999");

            assertThat(harness.extractOutputValues()).singleElement().satisfies(folded -> {
                assertThat(folded.getEvent().getEventId()).isEqualTo("c-2");
                assertThat(folded.getEvent().getResources()).containsExactly("f-1", "f-2", "f-3");
            });
            assertThat(Harnesses.side(harness, Outputs.DECISIONS))
                    .extracting(row -> row.getEventId() + " " + row.getRule() + " " + row.getFoldedInto())
                    .containsExactly("c-3 page c-2", "c-1 page c-2");
            pass(harness, "10:02");
            assertThat(harness.extractOutputValues())
                    .as("the timer finds nothing")
                    .hasSize(1);
        }
    }

    @Test
    void theTimerPassesWhatCameAndALatePageIsAnUpdate() throws Exception {
        try (var harness = Harnesses.fold(SETTINGS, null)) {
            take(harness, aHealthPage("c", 1, 2).on("f-1").arrivedAt("10:00:01").event());
            pass(harness, "10:01:01.998");
            assertThat(harness.extractOutputValues()).isEmpty();
            pass(harness, "10:01:01.999");
            assertThat(harness.extractOutputValues()).singleElement().satisfies(folded -> assertThat(
                            folded.getEvent().getArrivedAt())
                    .isEqualTo(Times.at("10:01:01.999")));

            take(harness, aHealthPage("c", 2, 2).on("f-2").arrivedAt("10:20").event());
            pass(harness, "10:21");

            assertThat(harness.extractOutputValues()).hasSize(2);
            var opening = harness.extractOutputValues().get(0);
            var update = harness.extractOutputValues().get(1);
            assertThat(update.getEvent().getStatus()).isEqualTo(EventStatus.UPDATED);
            assertThat(update.getEvent().getResources()).containsExactly("f-1", "f-2");
            assertThat(update.getOccurrenceId()).isEqualTo(opening.getOccurrenceId());
        }
    }

    @Test
    void anotherEventOfTheIdentityNeedNotWait() throws Exception {
        try (var harness = Harnesses.fold(SETTINGS, null)) {
            take(harness, aHealthPage("c", 1, 2).on("f-1").arrivedAt("10:00:01").event());
            take(harness, aHealthPage("d", 1, 1).on("f-9").at("10:00:02").event());
            pass(harness, "10:00:04");

            assertThat(harness.extractOutputValues()).singleElement().satisfies(folded -> assertThat(
                            folded.getEvent().getEventId())
                    .isEqualTo("d-1"));
        }
    }

    @Test
    void theEndOfBoundedInputLetsHeldPagesGoAsTheTimerWould() throws Exception {
        var first = aHealthPage("c", 1, 3).on("f-1").arrivedAt("10:00:01").event();
        var second = aHealthPage("c", 2, 3).on("f-2").arrivedAt("10:00:11").event();
        try (var ended = Harnesses.fold(SETTINGS, null);
                var going = Harnesses.fold(SETTINGS, null)) {
            take(ended, first);
            take(ended, second);
            ended.processWatermark(Watermark.MAX_WATERMARK);
            take(going, first);
            take(going, second);
            pass(going, "10:05");

            assertThat(ended.extractOutputValues())
                    .isEqualTo(going.extractOutputValues())
                    .hasSize(1);
            assertThat(ended.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void nothingThatIsHeldIsForgotten() throws Exception {
        var impatient = new FoldSettings(Duration.ofMinutes(30), Duration.ofSeconds(10), 8, Duration.ofMinutes(1));
        try (var harness = Harnesses.fold(impatient, null)) {
            take(harness, aHealthPage("c", 1, 2).on("f-1").arrivedAt("10:00:01").event());
            pass(harness, "10:00:59");
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
            pass(harness, "10:05");

            assertThat(harness.extractOutputValues()).hasSize(1);
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void heldPagesThatCannotBeDecidedAreOneDeadLetterAndTheRestGoesOn() throws Exception {
        var broken = aHealthPage("c", 1, 2).on("f-1").arrivedAt("10:00:01").event();
        broken.setTitle(null);
        try (var harness = Harnesses.fold(SETTINGS, null)) {
            take(harness, broken);
            take(harness, aHealthPage("d", 1, 1).on("f-9").at("10:00:02").event());
            pass(harness, "10:05");

            assertThat(harness.extractOutputValues()).hasSize(1);
            assertThat(Harnesses.side(harness, Outputs.DEAD_LETTERS))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.getRecordId()).isEqualTo(broken.getRecordId()));
        }
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void anyOrderOfPagesAndCopiesGivesOneOpeningAndOneDecisionPerRecord(
            @ForAll @IntRange(min = 2, max = 6) int total,
            @ForAll @IntRange(min = 0, max = 8) int copies,
            @ForAll Random random)
            throws Exception {
        var records = new ArrayList<OpsEvent>();
        for (int i = 0; i < total + copies; i++) {
            int page = i < total ? i + 1 : random.nextInt(total) + 1;
            var event = aHealthPage("c", page, total)
                    .on("f-" + page, "f-shared")
                    .eventId("e" + i)
                    .arrivedAt(Times.at("10:00").plusMillis(random.nextInt(50_000)))
                    .event();
            event.setRecordId(Ids.hash("record", "" + i));
            records.add(event);
        }
        Collections.shuffle(records, random);
        var delivered = new ArrayList<>(records);
        try (var harness = Harnesses.fold(SETTINGS, null)) {
            for (OpsEvent event : delivered) {
                take(harness, event);
            }
            harness.processWatermark(Watermark.MAX_WATERMARK);

            var passed = harness.extractOutputValues();
            assertThat(passed).hasSize(1);
            OpsEvent whole = passed.get(0).getEvent();
            assertThat(whole.getResources())
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, total + 1)
                            .mapToObj(i -> i <= total ? "f-" + i : "f-shared")
                            .toList());
            assertThat(whole.getStatus()).isEqualTo(EventStatus.OPEN);
            assertThat(whole.getAttributes())
                    .containsEntry("page", "1")
                    .containsEntry("pagesReceived", String.valueOf(total));
            var decided = new ArrayList<String>();
            decided.add(whole.getRecordId());
            for (Decision row : Harnesses.side(harness, Outputs.DECISIONS)) {
                decided.add(row.getRecordId());
                assertThat(row.getFoldedInto()).isEqualTo(whole.getEventId());
            }
            assertThat(decided)
                    .containsExactlyInAnyOrderElementsOf(
                            records.stream().map(OpsEvent::getRecordId).toList());
        }
    }

    @Test
    void aRestoredRunGivesWhatAnUninterruptedOneDoes() throws Exception {
        var events = List.of(
                aHealthPage("c", 2, 3).on("f-2").arrivedAt("10:00:01").event(),
                aHealthPage("d", 1, 3).on("g-1").at("10:00:03").event(),
                aHealthPage("c", 1, 3).on("f-1").arrivedAt("10:00:11").event(),
                aHealthPage("c", 3, 3).on("f-3").arrivedAt("10:00:41").event(),
                aHealthPage("d", 2, 3)
                        .on("g-2")
                        .at("10:00:03")
                        .arrivedAt("10:03")
                        .event());
        var expected = run(events, -1);
        assertThat(expected).hasSize(3);
        for (int cut = 0; cut <= events.size(); cut++) {
            assertThat(run(events, cut)).as("cut at " + cut).isEqualTo(expected);
        }
    }

    /** The snapshot was taken by the code before FoldState knew pages; see the events that it names. */
    @Test
    void stateOfTheFirstSchemaIsReadAndLearnsPages() throws Exception {
        var file = Objects.requireNonNull(getClass().getResource("/state/fold-1.snapshot"));
        try (var harness = Harnesses.fold(SETTINGS, OperatorSnapshotUtil.readStateHandle(file.getPath()))) {
            take(harness, anAlarm("cpu").ok().at("10:14").event());
            take(harness, aFinding("f").severity(4).at("10:15").event());
            take(harness, aFinding("f").severity(5).at("10:16").event());
            take(harness, aHealthPage("c", 1, 2).on("f-1").at("10:16").event());
            take(harness, aHealthPage("c", 2, 2).on("f-2").at("10:16").event());
            pass(harness, "10:20");

            assertThat(harness.extractOutputValues())
                    .extracting(folded -> folded.getEvent().getSource() + " "
                            + folded.getEvent().getStatus() + " " + folded.getFlapCount())
                    .containsExactlyInAnyOrder(
                            "aws.cloudwatch OPEN 2",
                            "aws.cloudwatch RESOLVED 2",
                            "aws.guardduty OPEN 1",
                            "aws.health OPEN 1");
            assertThat(Harnesses.side(harness, Outputs.DECISIONS))
                    .extracting(Decision::getRule)
                    .containsExactlyInAnyOrder("unchanged", "page");
        }
    }

    private static List<FoldedEvent> run(List<OpsEvent> events, int cut) throws Exception {
        var found = new ArrayList<FoldedEvent>();
        var harness = Harnesses.fold(SETTINGS, null);
        for (int i = 0; i < events.size(); i++) {
            if (i == cut) {
                harness = restored(harness, found);
            }
            long slot = Slots.endOf(events.get(i).getArrivedAt().toEpochMilli());
            harness.processWatermark(new Watermark(slot - Slots.LENGTH.toMillis()));
            take(harness, events.get(i));
        }
        harness = cut == events.size() ? restored(harness, found) : harness;
        harness.processWatermark(Watermark.MAX_WATERMARK);
        found.addAll(harness.extractOutputValues());
        harness.close();
        return found;
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, OpsEvent, FoldedEvent> restored(
            KeyedOneInputStreamOperatorTestHarness<String, OpsEvent, FoldedEvent> harness, List<FoldedEvent> found)
            throws Exception {
        found.addAll(harness.extractOutputValues());
        var snapshot = harness.snapshot(1, 1);
        harness.close();
        return Harnesses.fold(SETTINGS, snapshot);
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
