package io.millrace.operators.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.operators.eventbridge.PutEventsServer.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PutEventsTest {
    private final PutEventsServer server = new PutEventsServer();
    private final EventBridgeAsyncClient client = server.clients().client();
    private final List<String> kept = new ArrayList<>();
    private final PutEvents putEvents = new PutEvents(
            client,
            "ops",
            LateMark.none(),
            (entry, code, message) -> kept.add(entry.entryId + " " + code + " " + message),
            Executors.newSingleThreadExecutor(),
            new SinkCounters(new UnregisteredMetricsGroup()));

    PutEventsTest() throws IOException {}

    @BeforeEach
    void forget() {
        server.forget();
        kept.clear();
    }

    @AfterAll
    void close() {
        client.close();
        server.close();
    }

    @Test
    void theRequestIsWhatTheContractPageSays() throws Exception {
        assertThat(send("a")).isEmpty();

        var request = server.requests.get(0);
        assertThat(request.headers().get("X-amz-target")).containsExactly("AWSEvents.PutEvents");
        assertThat(request.headers().get("Content-type")).containsExactly("application/x-amz-json-1.1");
        assertThat(request.headers().get("Authorization"))
                .first()
                .asString()
                .contains("/eu-west-1/events/aws4_request");
        assertThat(new String(request.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"Entries\":[{\"Time\":1785924432.345,\"Source\":\"millrace\",\"Resources\":[\""
                        + Samples.INSTANCE
                        + "\"],\"DetailType\":\"Thread Opened\",\"Detail\":\"{\\\"id\\\":\\\"a\\\",\\\"text\\\":\\\"é\\\"}\","
                        + "\"EventBusName\":\"ops\"}]}");
    }

    @Test
    void failuresBelongToEntriesByPosition() throws Exception {
        server.entriesFail((request, entry) -> switch (PutEventsServer.id(entry)) {
            case "b" -> "ThrottlingException";
            case "d" -> "InternalFailure";
            case "e" -> "MalformedDetail";
            default -> "";
        });

        assertThat(send("a", "b", "c", "d", "e"))
                .extracting(entry -> entry.entryId)
                .containsExactly("b", "d");
        assertThat(server.taken).containsExactly("a", "c");
        assertThat(kept).containsExactly("e MalformedDetail because of MalformedDetail");
    }

    @Test
    void aThrottledOrBrokenRequestIsSentAgainWhole() throws Exception {
        server.requestsFail((request, body) -> new Failure(400, "ThrottlingException"));
        assertThat(send("a", "b")).extracting(entry -> entry.entryId).containsExactly("a", "b");

        server.requestsFail((request, body) -> new Failure(500, "InternalFailure"));
        assertThat(send("a", "b")).hasSize(2);
        assertThat(kept).isEmpty();
    }

    @Test
    void anUnreachableServiceIsAPassingFault() throws Exception {
        var gone = new PutEventsServer();
        gone.close();
        try (var lost = gone.clients().client()) {
            var again = new PutEvents(
                            lost,
                            "ops",
                            LateMark.none(),
                            (entry, code, message) -> kept.add(code),
                            Runnable::run,
                            new SinkCounters(new UnregisteredMetricsGroup()))
                    .send(List.of(Samples.entry("a")));

            assertThat(again.get(60, TimeUnit.SECONDS)).hasSize(1);
        }
        assertThat(kept).isEmpty();
    }

    @Test
    void anEntryThatSpoilsARequestIsFoundAndKeptAlone() throws Exception {
        server.requestsFail((request, body) ->
                body.toString().contains("spoilt") ? new Failure(400, "ValidationException") : Failure.NONE);

        assertThat(send("a", "spoilt", "c")).isEmpty();

        assertThat(server.taken).containsExactly("a", "c");
        assertThat(kept).hasSize(1).first().asString().startsWith("spoilt ValidationException");
        assertThat(server.batches())
                .containsExactly(List.of("a", "spoilt", "c"), List.of("a"), List.of("spoilt"), List.of("c"));
    }

    @Test
    void whatTheJobMayNotDoFails() {
        for (var code : List.of("AccessDeniedException", "UnrecognizedClientException", "ResourceNotFoundException")) {
            server.requestsFail((request, body) -> new Failure(400, code));
            assertThatThrownBy(() -> send("a", "b"))
                    .hasMessageContaining("PutEvents of 2 entries to bus ops failed with " + code);
        }
        server.requestsFail((request, body) -> Failure.NONE)
                .entriesFail((request, entry) -> PutEventsServer.id(entry).equals("b") ? "AccessDeniedException" : "");
        assertThatThrownBy(() -> send("a", "b")).hasMessageContaining("AccessDeniedException for Thread Opened b");
        assertThat(kept).isEmpty();
    }

    @Test
    void aRefusedEntryThatCannotBeKeptFailsTheJob() {
        server.entriesFail((request, entry) -> "MalformedDetail");
        var failing = new PutEvents(
                client,
                "ops",
                LateMark.none(),
                (entry, code, message) -> {
                    throw new IOException("disk full");
                },
                Runnable::run,
                new SinkCounters(new UnregisteredMetricsGroup()));

        assertThatThrownBy(() -> failing.send(List.of(Samples.entry("a"))).get(30, TimeUnit.SECONDS))
                .hasMessageContaining("Cannot keep the refused entry Thread Opened a")
                .hasRootCauseMessage("disk full");
    }

    private List<EventBridgeEntry> send(String... ids) throws Exception {
        var entries = IntStream.range(0, ids.length)
                .mapToObj(i -> Samples.entry(ids[i]))
                .toList();
        return putEvents.send(entries).get(60, TimeUnit.SECONDS);
    }
}
