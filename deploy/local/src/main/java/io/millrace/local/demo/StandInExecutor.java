package io.millrace.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.domain.id.Ids;
import io.millrace.testing.simulation.RemediationEffect;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/**
 * Stands in for who executes commands: takes {@code Remediation Requested} from the bus, starts the automation with the command id as
 * client token, and says STARTED with the execution's id through PutEvents. How that ends it leaves to Systems Manager's own events.
 * What is repeated, expired, or in shadow is not executed; everything that it did or did not do is logged.
 */
final class StandInExecutor implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOTIFY = "notify";

    private final StandInAutomation automation;
    private final ExecutionLog log;
    private final InstantSource time;
    private final EventBridgeClient client;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
        var thread = new Thread(work, "stand-in-executor");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<String> known = new HashSet<>();
    private int executed;
    private final AtomicLong taken = new AtomicLong();

    StandInExecutor(StandInAutomation automation, ExecutionLog log, InstantSource time, URI endpoint) {
        this.automation = automation;
        this.log = log;
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
        worker.execute(() -> {
            if (known.add(command.path("commandId").asText())) {
                execute(command);
                taken.incrementAndGet();
            } else {
                log.write(time.instant(), command.path("commandId").asText(), "delivered again, not executed again");
            }
        });
    }

    /** How many commands it has dealt with, repeats aside. */
    long taken() {
        return taken.get();
    }

    private void execute(JsonNode command) {
        String id = command.path("commandId").asText();
        String action = command.path("action").asText();
        String what = command.path("step").asText() + " (" + action + ") on "
                + command.path("target").asText().replaceAll(".*[/:]", "");
        Instant now = time.instant();
        if (!command.path("mode").asText().equals("live")) {
            log.write(now, id, "in shadow, not executed: " + what);
        } else if (!Instant.parse(command.path("expiresAt").asText()).isAfter(now)) {
            log.write(now, id, "expired at " + command.path("expiresAt").asText() + ", not executed: " + what);
        } else if (action.equals(NOTIFY)) {
            // nothing to run: who carries the message says that it is delivered
            report(command, "", "STARTED", what);
            report(command, "", "SUCCEEDED", what);
            log.write(now, id, "notified: " + what);
        } else {
            start(command, id, action, what);
        }
    }

    /** EventBridge promises no order: every other time Systems Manager is heard before the executor. */
    private void start(JsonNode command, String id, String action, String what) {
        String execution = StandInAutomation.execution(id);
        boolean saysSoFirst = executed++ % 2 == 0;
        if (saysSoFirst) {
            report(command, execution, "STARTED", what);
        }
        RemediationEffect effect = automation.run(
                id,
                action,
                command.path("target").asText(),
                command.path("account").asText(),
                command.path("region").asText());
        if (!saysSoFirst) {
            report(command, execution, "STARTED", what);
        }
        log.write(
                time.instant(),
                execution,
                "command " + id + ": " + what + " with " + command.path("parameters") + "; effect in the simulation: "
                        + effect);
    }

    private void report(JsonNode command, String execution, String outcome, String text) {
        var detail = JSON.createObjectNode();
        String id = command.path("commandId").asText();
        detail.put("id", Ids.hash("report", id, execution, outcome));
        detail.put("commandId", id);
        detail.put("threadId", command.path("threadId").asText());
        detail.put("scope", command.path("scope").asText());
        if (!execution.isEmpty()) {
            detail.put("executionId", execution);
        }
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
