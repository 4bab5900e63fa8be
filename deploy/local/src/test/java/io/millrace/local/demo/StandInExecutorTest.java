package io.millrace.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.eventbridge.EventBridgeOptions;
import io.millrace.local.eventbridge.EventBridgeStandIn;
import io.millrace.local.eventbridge.RuleTarget;
import io.millrace.testing.simulation.Scenarios;
import io.millrace.testing.simulation.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over the real wire of the bus; closing the executor ends its work. */
class StandInExecutorTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-08-05T10:00:00Z");

    @TempDir
    private Path folder;

    private final List<JsonNode> reports = Collections.synchronizedList(new ArrayList<>());
    private final List<JsonNode> statuses = Collections.synchronizedList(new ArrayList<>());
    private EventBridgeStandIn bus;
    private StandInExecutor executor;
    private ExecutionLog log;

    @BeforeEach
    void start() throws Exception {
        bus = EventBridgeStandIn.start(EventBridgeOptions.standard().withClock(() -> NOW));
        bus.createBus(StandIns.BUS);
        bus.putRule(StandIns.BUS, "outcomes", "{\"detail-type\":[\"Remediation Outcome\"]}");
        bus.putTarget(StandIns.BUS, "outcomes", "reports", RuleTarget.listener(reports::add));
        log = new ExecutionLog(folder);
        var simulation = Simulation.over(Scenarios.quiet(), 1, NOW, NOW.plusSeconds(600));
        executor = new StandInExecutor(
                new StandInAutomation(simulation, () -> NOW, statuses::add), log, () -> NOW, bus.endpoint());
    }

    @AfterEach
    void stop() {
        bus.close();
    }

    @Test
    void aCommandIsStartedOnceAndItsEndIsToldByTheExecutionAlone() throws Exception {
        executor.accept(command("one", "live", "10:10"));
        executor.accept(command("one", "live", "10:10"));
        executor.close();

        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.path("source").asText()).isEqualTo(StandIns.EXECUTOR);
            assertThat(report.path("detail").path("outcome").asText()).isEqualTo("STARTED");
            assertThat(report.path("detail").path("commandId").asText()).isEqualTo("one");
            assertThat(report.path("detail").path("threadId").asText()).isEqualTo("thread");
            assertThat(report.path("detail").path("scope").asText()).isEqualTo("shop");
            assertThat(report.path("detail").path("executionId").asText())
                    .isEqualTo(StandInAutomation.execution("one"));
        });
        assertThat(statuses)
                .extracting(one -> one.path("detail").path("Status").asText())
                .containsExactly("InProgress", "Success");
        assertThat(statuses).allSatisfy(status -> {
            assertThat(status.path("source").asText()).isEqualTo("aws.ssm");
            assertThat(status.path("detail").path("ExecutionId").asText())
                    .isEqualTo(StandInAutomation.execution("one"));
            assertThat(status.toString()).doesNotContain("\"one\"", "thread", "commandId");
        });
        assertThat(statuses.get(1).path("detail").path("EndTime").asText()).isEqualTo("Aug 5, 2026 10:00:00 AM");
        assertThat(logged()).hasSize(2).anySatisfy(line -> assertThat(line).contains("not executed again"));
        assertThat(executor.taken()).isEqualTo(1);
    }

    @Test
    void whatIsExpiredOrInShadowIsLoggedAndNothingElse() throws Exception {
        executor.accept(command("late", "live", "10:00"));
        executor.accept(command("shadow", "shadow", "10:10"));
        executor.close();

        assertThat(reports).isEmpty();
        assertThat(statuses).isEmpty();
        assertThat(logged())
                .satisfiesExactly(
                        line -> assertThat(line).contains("expired at 2026-08-05T10:00:00Z, not executed"),
                        line -> assertThat(line).contains("in shadow, not executed"));
    }

    @Test
    void everyOtherEndIsHeardBeforeItsBeginning() throws Exception {
        var order = Collections.synchronizedList(new ArrayList<String>());
        bus.putTarget(
                StandIns.BUS,
                "outcomes",
                "order",
                RuleTarget.listener(event ->
                        order.add(event.path("detail").path("commandId").asText() + " after " + statuses.size())));
        executor.accept(command("one", "live", "10:10"));
        executor.accept(command("two", "live", "10:10"));
        executor.close();

        assertThat(order).containsExactly("one after 0", "two after 4");
    }

    @Test
    void aMessageHasNoExecution() throws Exception {
        ObjectNode notify = command("one", "live", "10:10");
        ((ObjectNode) notify.path("detail")).put("action", "notify");
        executor.accept(notify);
        executor.close();

        assertThat(reports)
                .extracting(one -> one.path("detail").path("outcome").asText())
                .containsExactly("STARTED", "SUCCEEDED");
        assertThat(reports).allSatisfy(one -> assertThat(one.path("detail").has("executionId"))
                .isFalse());
        assertThat(statuses).isEmpty();
    }

    private List<String> logged() throws Exception {
        List<String> lines = Files.readAllLines(log.file());
        assertThat(lines).allSatisfy(line -> {
            JsonNode event = JSON.readTree(line);
            assertThat(event.path("timestamp").asLong()).isEqualTo(NOW.toEpochMilli());
            assertThat(event.path("logGroup").asText()).isEqualTo(ExecutionLog.GROUP);
            assertThat(event.path("logStream").asText()).isNotEmpty();
        });
        return lines.stream()
                .map(line -> {
                    try {
                        return JSON.readTree(line).path("message").asText();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    private static ObjectNode command(String id, String mode, String expires) {
        ObjectNode event = JSON.createObjectNode();
        event.putObject("detail")
                .put("commandId", id)
                .put("threadId", "thread")
                .put("scope", "shop")
                .put("step", "restart-service")
                .put("action", "Millrace-RestartService")
                .put("target", "arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0")
                .put("account", "111122223333")
                .put("region", "eu-west-1")
                .put("mode", mode)
                .put("expiresAt", "2026-08-05T" + expires + ":00Z");
        return event;
    }
}
