package io.millrace.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.domain.id.Ids;
import io.millrace.testing.simulation.RemediationEffect;
import io.millrace.testing.simulation.Simulation;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/**
 * Stands in for SSM Automation in the demo: "executes" a command by telling the simulation, and reports STARTED
 * and the end through PutEvents as a real executor would. A command id is executed once.
 */
final class StandInExecutor implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Simulation simulation;
    private final InstantSource time;
    private final EventBridgeClient client;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
        var thread = new Thread(work, "stand-in-executor");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<String> done = ConcurrentHashMap.newKeySet();

    StandInExecutor(Simulation simulation, InstantSource time, URI endpoint) {
        this.simulation = simulation;
        this.time = time;
        this.client = EventBridgeClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(StandIns.REGION))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }

    /** Takes a `Remediation Requested` event; delivery may repeat it. */
    void accept(JsonNode event) {
        JsonNode command = event.path("detail");
        if (done.add(command.path("commandId").asText())) {
            worker.execute(() -> execute(command));
        }
    }

    private void execute(JsonNode command) {
        String execution = Ids.uuid("execution", command.path("commandId").asText());
        String what = command.path("step").asText() + " on "
                + command.path("target").asText().replaceAll(".*[/:]", "");
        report(command, execution, "STARTED", what);
        Instant at = time.instant();
        RemediationEffect effect = command.path("mode").asText().equals("live")
                ? simulation.remediated(
                        command.path("target").asText(), command.path("action").asText(), at)
                : RemediationEffect.NONE;
        report(command, execution, "SUCCEEDED", what + "; effect in the simulation: " + effect);
    }

    private void report(JsonNode command, String execution, String outcome, String text) {
        var detail = JSON.createObjectNode();
        detail.put("id", Ids.hash("report", execution, outcome));
        detail.put("commandId", command.path("commandId").asText());
        detail.put("threadId", command.path("threadId").asText());
        detail.put("scope", command.path("scope").asText());
        detail.put("executionId", execution);
        detail.put("outcome", outcome);
        detail.put("text", text);
        client.putEvents(request -> request.entries(PutEventsRequestEntry.builder()
                .eventBusName(StandIns.BUS)
                .source(StandIns.EXECUTOR)
                .detailType("Remediation Outcome")
                .time(time.instant())
                .detail(detail.toString())
                .build()));
    }

    @Override
    public void close() throws InterruptedException {
        worker.shutdown();
        if (!worker.awaitTermination(5, TimeUnit.SECONDS)) {
            worker.shutdownNow();
        }
        client.close();
    }
}
