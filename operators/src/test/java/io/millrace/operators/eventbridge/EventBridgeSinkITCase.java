package io.millrace.operators.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.domain.BusEvent;
import io.millrace.operators.eventbridge.PutEventsServer.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class EventBridgeSinkITCase {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

    private static final int EVENTS = 1_000;

    private final PutEventsServer server = new PutEventsServer();
    private final Path deadLetters;

    EventBridgeSinkITCase(@TempDir Path deadLetters) throws IOException {
        this.deadLetters = deadLetters;
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void everyEntryIsTakenOrKeptThoughTheServiceStumbles() throws Exception {
        server.entriesFail((request, entry) -> {
            var id = PutEventsServer.id(entry);
            if (id.endsWith("77")) {
                return "MalformedDetail";
            }
            return request % 20 == 3 && id.endsWith("5") ? "ThrottlingException" : "";
        });

        run("none");

        var expected = IntStream.range(0, EVENTS).mapToObj(i -> "e" + i).toList();
        var refused = expected.stream().filter(id -> id.endsWith("77")).toList();
        assertThat(server.taken)
                .doesNotHaveDuplicates()
                .hasSize(EVENTS - refused.size())
                .doesNotContainAnyElementsOf(refused);
        assertThat(server.batches()).allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(10));
        try (var kept = Files.list(deadLetters.resolve("refused"))) {
            assertThat(kept.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            refused.stream().map(id -> id + ".json").toList());
        }
        var kept = new ObjectMapper()
                .readTree(deadLetters.resolve("refused/e77.json").toFile());
        assertThat(kept.path("errorCode").asText()).isEqualTo("MalformedDetail");
        assertThat(kept.path("entry").path("Detail").asText()).contains("\"id\":\"e77\"");
    }

    @Test
    void aFailureOfTheJobLosesNothing() throws Exception {
        var failed = new AtomicInteger();
        server.requestsFail((request, body) -> request == 50 && failed.getAndIncrement() == 0
                ? new Failure(403, "ExpiredTokenException")
                : Failure.NONE);

        run("fixed-delay");

        assertThat(failed).hasPositiveValue();
        assertThat(List.copyOf(server.taken).stream().distinct()).hasSize(EVENTS);
    }

    @Test
    void aDeniedJobFailsAndSaysWhatIsMissing() {
        server.requestsFail((request, body) -> new Failure(400, "AccessDeniedException"));

        assertThatThrownBy(() -> run("none")).hasStackTraceContaining("check the job's permissions");
        assertThat(deadLetters.resolve("refused")).doesNotExist();
    }

    private void run(String restarts) throws Exception {
        var environment = StreamExecutionEnvironment.getExecutionEnvironment(
                new Configuration().set(RestartStrategyOptions.RESTART_STRATEGY, restarts));
        environment.setParallelism(1);
        environment.enableCheckpointing(50);
        environment.getConfig().disableGenericTypes();
        environment
                .fromSource(
                        new DataGeneratorSource<>(
                                index -> Samples.event("e" + index), EVENTS, new AvroTypeInfo<>(BusEvent.class)),
                        WatermarkStrategy.noWatermarks(),
                        "events")
                .sinkTo(EventBridgeSink.builder()
                        .setClientProvider(server.clients())
                        .setBus("ops")
                        .setDeadLetters(new org.apache.flink.core.fs.Path(deadLetters.toUri()))
                        .build());
        environment.execute();
    }
}
