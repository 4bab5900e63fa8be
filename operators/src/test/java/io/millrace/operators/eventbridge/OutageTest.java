package io.millrace.operators.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.domain.EscalationInput;
import io.millrace.domain.Notification;
import io.millrace.domain.NotificationKind;
import io.millrace.domain.PageDecision;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.escalate.EscalationInputs;
import io.millrace.operators.stage.EscalateFunction;
import io.millrace.operators.stage.Harnesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The whole job stood still, and its records, ticks included, waited in the stream: event time passes minute by minute when they are
 * read, and only the clock at the edge knows how late it is.
 */
class OutageTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant OPENED = Samples.NOW;
    private static final Instant DOWN = OPENED.plusSeconds(300);
    private static final Instant UP = OPENED.plus(Duration.ofMinutes(100));

    private final PutEventsServer server = new PutEventsServer();

    OutageTest() throws IOException {}

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void whatWasDueDuringAnOutageIsSentOnceLateMarkedLateAndWhatIsDueLaterIsNot() throws Exception {
        List<Notification> undisturbed;
        OperatorSubtaskState snapshot;
        try (var harness = harness(null)) {
            harness.processElement(EscalationInputs.of(opened()).orElseThrow(), 0);
            var page = Samples.page(PageDecision.PAGED);
            harness.processElement(EscalationInputs.of(page).orElseThrow(), 0);
            pass(harness, OPENED, DOWN);
            assertThat(escalations(harness)).isEmpty();
            snapshot = harness.snapshot(1, 1);
            pass(harness, DOWN, UP.plus(Duration.ofHours(4)));
            undisturbed = escalations(harness);
        }

        List<Notification> backlog;
        List<Notification> live;
        try (var harness = harness(snapshot)) {
            pass(harness, DOWN, UP);
            backlog = escalations(harness);
            pass(harness, UP, UP.plus(Duration.ofHours(4)));
            live = escalations(harness);
            live.removeAll(backlog);
        }
        assertThat(backlog).as("lead, vendor and not-diagnosed").hasSize(3);
        assertThat(live).as("not-resolved").hasSize(1);
        assertThat(undisturbed).as("no clock is asked before the sink").isEqualTo(concatenated(backlog, live));

        var clock = new AtomicReference<>(UP);
        send(backlog, clock);
        for (JsonNode sent : sent()) {
            assertThat(sent.path("late").booleanValue()).isTrue();
            assertThat(sent.path("lateBySeconds").longValue())
                    .isEqualTo(Duration.between(Instant.parse(sent.path("dueAt").asText()), UP)
                            .toSeconds());
        }
        assertThat(server.taken).containsExactlyElementsOf(ids(backlog)).doesNotHaveDuplicates();

        server.forget();
        clock.set(live.get(0).getArrivedAt().plusSeconds(90));
        send(live, clock);
        assertThat(sent()).singleElement().satisfies(detail -> {
            assertThat(detail.has("late")).isFalse();
            assertThat(detail.has("lateBySeconds")).isFalse();
        });
    }

    @Test
    void anEntryThatIsSentAgainIsJudgedAgainUnderTheSameId() throws Exception {
        var page = BusEvents.of(Samples.page(PageDecision.PAGED)).orElseThrow();
        var clock = new AtomicReference<>(Samples.NOW.plusSeconds(10));
        var late = LateMark.of(clock::get, Duration.ofMinutes(5));
        server.entriesFail((request, entry) -> request == 0 ? "ThrottlingException" : "");
        try (var client = server.clients().client()) {
            var putEvents = new PutEvents(
                    client,
                    "ops",
                    late,
                    (entry, code, message) -> {},
                    Runnable::run,
                    new SinkCounters(new UnregisteredMetricsGroup()));
            var again = putEvents
                    .send(List.of(BusEventElementConverter.entry(page)))
                    .get(60, TimeUnit.SECONDS);
            clock.set(Samples.NOW.plusSeconds(3_600));
            putEvents.send(again).get(60, TimeUnit.SECONDS);
        }

        assertThat(sent()).extracting(detail -> detail.path("id").asText()).containsOnly(page.getEntryId());
        assertThat(sent())
                .extracting(detail -> detail.path("lateBySeconds").asLong(-1))
                .containsExactly(-1L, 3_600L);
    }

    private void send(List<Notification> told, AtomicReference<Instant> clock) throws Exception {
        try (var client = server.clients().client()) {
            var putEvents = new PutEvents(
                    client,
                    "ops",
                    LateMark.of(clock::get, Duration.ofMinutes(5)),
                    (entry, code, message) -> {},
                    Runnable::run,
                    new SinkCounters(new UnregisteredMetricsGroup()));
            var entries = told.stream()
                    .map(one -> BusEventElementConverter.entry(BusEvents.of(one)))
                    .toList();
            assertThat(putEvents.send(entries).get(60, TimeUnit.SECONDS)).isEmpty();
        }
    }

    private List<JsonNode> sent() {
        var details = new ArrayList<JsonNode>();
        for (var request : server.requests) {
            for (JsonNode entry : request.json().path("Entries")) {
                try {
                    details.add(JSON.readTree(entry.path("Detail").asText()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return details;
    }

    private static List<String> ids(List<Notification> told) {
        return told.stream().map(one -> BusEvents.of(one).getEntryId()).toList();
    }

    private static List<Notification> concatenated(List<Notification> first, List<Notification> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static List<Notification> escalations(
            KeyedOneInputStreamOperatorTestHarness<String, EscalationInput, Notification> harness) {
        var told = new ArrayList<Notification>();
        for (Notification one : harness.extractOutputValues()) {
            if (one.getKind() == NotificationKind.ESCALATION) {
                told.add(one);
            }
        }
        return told;
    }

    private static void pass(
            KeyedOneInputStreamOperatorTestHarness<String, EscalationInput, Notification> harness,
            Instant from,
            Instant until)
            throws Exception {
        for (Instant at = from; !at.isAfter(until); at = at.plusSeconds(60)) {
            harness.processWatermark(new Watermark(at.toEpochMilli()));
        }
    }

    private static ThreadChange opened() {
        var change = Samples.change("OPENED");
        change.setStatus(ThreadStatus.OPEN);
        change.setPriority(1);
        change.setAcknowledgedBy("");
        change.setService("checkout");
        change.setVersion(1);
        change.setArrivedAt(OPENED);
        return change;
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, EscalationInput, Notification> harness(
            @Nullable OperatorSubtaskState snapshot) throws Exception {
        return Harnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new EscalateFunction(Harnesses.HISTORY)),
                        EscalationInput::getThreadId,
                        Types.STRING),
                Notification.class,
                snapshot);
    }
}
