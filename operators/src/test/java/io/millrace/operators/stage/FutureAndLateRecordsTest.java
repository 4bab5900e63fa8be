package io.millrace.operators.stage;

import static io.millrace.testing.Events.aCondition;
import static io.millrace.testing.Events.anAlarm;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventStatus;
import io.millrace.domain.FoldedEvent;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.RawRecord;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadEvent;
import io.millrace.domain.fold.FoldSettings;
import io.millrace.domain.id.Ids;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.domain.time.Slots;
import io.millrace.operators.parse.EventParser;
import io.millrace.operators.parse.EventParserSettings;
import io.millrace.testing.Estates;
import io.millrace.testing.Metrics;
import io.millrace.testing.Times;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a record's own time may and may not do: from its bytes, through the real stages, to its thread. */
class FutureAndLateRecordsTest {
    private static final String YESTERDAY = "2026-08-04T10:05:00Z";
    private static final String QUEUE = "arn:aws:sqs:eu-west-1:111122223333:checkout-queue";
    private static final String CACHE = "arn:aws:elasticache:eu-west-1:111122223333:cluster:checkout-cache";
    private static final String ELSEWHERE = "arn:aws:sqs:eu-west-1:111122223333:media-queue";

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-08-05T10:20:00Z", "2026-08-05T16:00:00Z", "2099-01-01T00:00:00Z", "9999-12-31T23:59:59Z"})
    void aRecordFromTheFutureDoesWhatTheSameRecordWithAnHonestTimeDoes(String future) throws Exception {
        var honest =
                run(opened("10:00"), joins("10:10", "2026-08-05T10:10:00Z"), resolved("10:40"), joinsEnds("10:41"));
        var found = run(opened("10:00"), joins("10:10", future), resolved("10:40"), joinsEnds("10:41"));

        assertThat(found.mark("joins")).isEqualTo("future");
        assertThat(honest.mark("joins")).isEqualTo("on time");
        assertThat(found.lives()).isEqualTo(honest.lives());
        assertThat(found.lives().values()).singleElement().asString().contains("RESOLVED at", "CLOSED at");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-08-05T16:00:00Z", "2099-01-01T00:00:00Z"})
    void aRecordFromTheFutureLeavesOtherThreadsAlone(String future) throws Exception {
        var alone = run(opened("10:00"), resolved("10:40"));
        var stranger = new Arriving("10:10", event("stranger", "com.example.media", ELSEWHERE, "open", future));

        var found = run(opened("10:00"), stranger, resolved("10:40"));

        assertThat(found.lives()).containsAllEntriesOf(alone.lives()).hasSize(2);
        assertThat(found.mark("stranger")).isEqualTo("future");
    }

    @Test
    void aRecordFromTheFutureDoesNotShutOutTheTrueRecovery() throws Exception {
        var wrong = new Arriving("10:00", event("opens", "com.example.shop", QUEUE, "open", "2099-01-01T00:00:00Z"));

        var found = run(wrong, resolved("10:01"));

        assertThat(found.lives().values()).singleElement().asString().contains("OPENED at", "RESOLVED at", "CLOSED at");
    }

    @Test
    void openingsFromTheFutureAreFlapsWhereTheyArrive() throws Exception {
        var honest = run(opened("10:00"), resolved("10:05"), opened("10:10"), resolved("10:15"), opened("10:20"));
        var wrong =
                new Arriving("10:10", event("opens1010", "com.example.shop", QUEUE, "open", "2099-01-01T00:00:00Z"));

        var found = run(opened("10:00"), resolved("10:05"), wrong, resolved("10:15"), opened("10:20"));

        assertThat(found.flaps).isEqualTo(honest.flaps).contains(3);
    }

    @Test
    void aSignalFromTheFutureMovesNoLadderAndNoStaleTimer() throws Exception {
        var honest = List.of(
                leak("10:00", EventStatus.OPEN),
                anAlarm("cpu").inAlarm().at("10:02").signal(),
                leak("10:05", EventStatus.UPDATED));
        var future = new ArrayList<>(honest);
        future.set(
                1,
                anAlarm("cpu")
                        .inAlarm()
                        .at("2099-01-01T00:00:00Z")
                        .arrivedAt("10:02:01")
                        .future()
                        .signal());

        var expected = ladder(honest);

        assertThat(ladder(future)).isEqualTo(expected);
        assertThat(expected)
                .contains("proposed report-memory at 2026-08-05T10:00", "UNVERIFIABLE", "CLOSED at 2026-08-06");
    }

    @ParameterizedTest
    @CsvSource({
        "same-identity, com.example.shop, arn:aws:sqs:eu-west-1:111122223333:checkout-queue",
        "same-resource, com.example.other, arn:aws:sqs:eu-west-1:111122223333:checkout-queue",
        "same-service, com.example.other, arn:aws:elasticache:eu-west-1:111122223333:cluster:checkout-cache"
    })
    void aRecordADayLateReachesTheThreadItBelongsToAndIsMarked(String reason, String source, String resource)
            throws Exception {
        // an identity takes only news: its thread began before yesterday's update
        var begin = reason.equals("same-identity") ? "2026-08-04T09:00:00Z" : "2026-08-05T10:00:00Z";
        var first = new Arriving("10:00", event("opens", "com.example.shop", QUEUE, "open", begin));
        var late = new Arriving("10:05", event("late", source, resource, "updated", YESTERDAY));

        var found = run(first, late);

        assertThat(found.lives()).hasSize(1);
        assertThat(found.members)
                .filteredOn(member -> member.getEventId().equals("late"))
                .singleElement()
                .satisfies(member -> {
                    assertThat(member.getLate()).isTrue();
                    assertThat(member.getReason()).isEqualTo(reason);
                    assertThat(member.getEventTime()).isEqualTo(Instant.parse(YESTERDAY));
                    assertThat(member.getArrivedAt()).isEqualTo(Times.at("10:05"));
                });
    }

    @Test
    void ofTwoOpenThreadsALateRecordReachesTheOneInWhoseTimeItHappened() throws Exception {
        var yesterday = new Arriving("10:00", event("old", "com.example.shop", CACHE, "open", YESTERDAY));
        var today = new Arriving("10:02", event("new", "com.example.other", QUEUE, "open", "2026-08-05T10:02:00Z"));
        var late = new Arriving("10:05", event("late", "com.example.third", QUEUE, "open", "2026-08-04T10:09:00Z"));

        var found = run(yesterday, today, late);

        assertThat(found.lives()).hasSize(2);
        assertThat(found.threadOf("late"))
                .as("same resource today outweighs same service yesterday")
                .isEqualTo(found.threadOf("new"));
        var sameEvidence =
                run(new Arriving("10:00", event("old", "com.example.shop", QUEUE, "open", YESTERDAY)), today, late);
        assertThat(sameEvidence.threadOf("late")).isEqualTo(sameEvidence.threadOf("old"));
    }

    @Test
    void aLateRecordStretchesNothingAndMovesTimersByItsArrivalOnly() throws Exception {
        var honest =
                run(opened("10:00"), joins("10:10", "2026-08-05T10:10:00Z"), resolved("10:40"), joinsEnds("10:41"));
        var found = run(opened("10:00"), joins("10:10", YESTERDAY), resolved("10:40"), joinsEnds("10:41"));

        assertThat(found.mark("joins")).isEqualTo("late");
        assertThat(found.timers()).isEqualTo(honest.timers()).anyMatch(row -> row.startsWith("CLOSED"));
        assertThat(found.changes).isNotEmpty().allSatisfy(change -> assertThat(change.getOpenedAt())
                .isEqualTo(Times.at("10:00")));
    }

    @Test
    void theOrderOfDeliveryOfLateAndFutureRecordsDoesNotMatter() throws Exception {
        var ahead = new Arriving("10:00", event("ahead", "com.example.more", QUEUE, "open", "2099-01-01T00:00:00Z"));
        var records = new ArrayList<>(List.of(opened("10:00"), joins("10:00", YESTERDAY), ahead, resolved("10:40")));
        var expected = run(records.toArray(Arriving[]::new));
        Collections.reverse(records);

        var found = run(records.toArray(Arriving[]::new));

        assertThat(found.changes).isEqualTo(expected.changes).isNotEmpty();
        assertThat(found.members).isEqualTo(expected.members).hasSizeGreaterThan(2);
    }

    private static Arriving opened(String arrival) {
        return shop(arrival, "open");
    }

    private static Arriving resolved(String arrival) {
        return shop(arrival, "resolved");
    }

    private static Arriving shop(String arrival, String status) {
        var id = status + arrival.replace(":", "");
        return new Arriving(
                arrival,
                event(id, "com.example.shop", QUEUE, status, Times.at(arrival).toString()));
    }

    private static Arriving joins(String arrival, String time) {
        return new Arriving(arrival, event("joins", "com.example.other", QUEUE, "open", time));
    }

    private static Arriving joinsEnds(String arrival) {
        return new Arriving(
                arrival,
                event(
                        "joinsEnds",
                        "com.example.other",
                        QUEUE,
                        "resolved",
                        Times.at(arrival).toString()));
    }

    private static String event(String id, String source, String resource, String status, String time) {
        return """
                {"id": "%s", "source": "%s", "detail-type": "Queue Report", "account": "111122223333",
                 "region": "eu-west-1", "time": "%s", "resources": ["%s"],
                 "detail": {"severity": "HIGH", "status": "%s", "summary": "report %s"}}
                """
                .formatted(id, source, time, resource, status, id);
    }

    private static Signal leak(String at, EventStatus status) {
        return aCondition("memory-leak", Metrics.memory(Estates.INSTANCE).seriesKey())
                .value("value", 88)
                .status(status)
                .at(at)
                .signal();
    }

    /** A payload and when it arrives. */
    private record Arriving(String arrival, String json) {
        OpsEvent event() {
            var bytes = json.getBytes(UTF_8);
            var raw = new RawRecord(
                    Ids.hash("test", json), "events", "shard", "1", Times.at(arrival), ByteBuffer.wrap(bytes));
            return new EventParser(EventParserSettings.defaults())
                    .parse(raw)
                    .events()
                    .get(0);
        }
    }

    /** The stages one after the other over these records, until noon: each waits for its slots only. */
    private static Run run(Arriving... records) throws Exception {
        var run = new Run(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Arriving record : records) {
            run.events.add(record.event());
        }
        var signals = triaged(folded(run.events));
        signals.forEach(signal -> run.flaps.add(signal.getFlapCount()));
        try (var harness = Harnesses.thread(ThreadSettings.defaults(), null)) {
            for (Signal signal : signals) {
                harness.processElement(
                        ThreadFunction.input(signal),
                        signal.getEvent().getArrivedAt().toEpochMilli());
            }
            harness.processWatermark(noon());
            run.changes.addAll(harness.extractOutputValues());
            run.members.addAll(Harnesses.side(harness, Outputs.THREAD_EVENTS));
            assertThat(Harnesses.side(harness, Outputs.DEAD_LETTERS)).isEmpty();
        }
        return run;
    }

    private static List<FoldedEvent> folded(List<OpsEvent> events) throws Exception {
        try (var harness = Harnesses.fold(FoldSettings.defaults(), null)) {
            for (OpsEvent event : events) {
                harness.processElement(event, event.getArrivedAt().toEpochMilli());
            }
            harness.processWatermark(noon());
            assertThat(harness.numEventTimeTimers())
                    .as("an identity's retention is counted from arrival")
                    .isLessThanOrEqualTo(events.size());
            return new ArrayList<>(harness.extractOutputValues());
        }
    }

    private static List<Signal> triaged(List<FoldedEvent> folded) throws Exception {
        var operator = new ProcessOperator<>(new TriageFunction(Harnesses.HISTORY));
        try (var harness = Harnesses.open(new OneInputStreamOperatorTestHarness<>(operator), Signal.class, null)) {
            for (FoldedEvent event : folded) {
                harness.processElement(event, event.getEvent().getArrivedAt().toEpochMilli());
            }
            return new ArrayList<>(harness.extractOutputValues());
        }
    }

    private static Watermark noon() {
        return new Watermark(Slots.endOf(Times.at("12:00").toEpochMilli()));
    }

    /** What the ladder of these signals proposed, found and ended in, over two days of arrival. */
    private static String ladder(List<Signal> signals) throws Exception {
        try (var harness = Harnesses.thread(ThreadSettings.defaults(), null)) {
            for (Signal signal : signals) {
                harness.processElement(
                        ThreadFunction.input(signal),
                        signal.getEvent().getArrivedAt().toEpochMilli());
            }
            harness.processWatermark(
                    new Watermark(Times.at("2026-08-07T10:00:00Z").toEpochMilli()));
            var story = new ArrayList<String>();
            Harnesses.side(harness, Outputs.PROPOSALS)
                    .forEach(command -> story.add("proposed " + command.getStep() + " at " + command.getArrivedAt()));
            Harnesses.side(harness, Outputs.OUTCOMES)
                    .forEach(outcome -> story.add(outcome.getOutcome() + " at " + outcome.getArrivedAt()));
            harness.extractOutputValues()
                    .forEach(change -> story.add(change.getChange() + " at " + change.getArrivedAt()));
            assertThat(harness.numEventTimeTimers()).isZero();
            return String.join("\n", story);
        }
    }

    /** Everything that a run came to. */
    private record Run(
            List<OpsEvent> events, List<Integer> flaps, List<ThreadChange> changes, List<ThreadEvent> members) {

        /** By thread: each change, when, and the span that the thread claims. */
        Map<String, List<String>> lives() {
            return changes.stream()
                    .collect(Collectors.groupingBy(
                            ThreadChange::getThreadId,
                            TreeMap::new,
                            Collectors.mapping(
                                    change -> change.getChange() + " at " + change.getArrivedAt() + " of "
                                            + change.getOpenedAt() + " to " + change.getLastEventAt() + ", resolved "
                                            + change.getResolvedAt() + ", severity " + change.getSeverity(),
                                    Collectors.toList())));
        }

        List<String> timers() {
            return changes.stream()
                    .map(change -> change.getChange() + " at " + change.getArrivedAt())
                    .toList();
        }

        String mark(String eventId) {
            var event = events.stream()
                    .filter(candidate -> candidate.getEventId().equals(eventId))
                    .findFirst()
                    .orElseThrow();
            return event.getFuture() ? "future" : event.getLate() ? "late" : "on time";
        }

        String threadOf(String eventId) {
            return members.stream()
                    .filter(member -> member.getEventId().equals(eventId))
                    .findFirst()
                    .orElseThrow()
                    .getThreadId();
        }
    }
}
