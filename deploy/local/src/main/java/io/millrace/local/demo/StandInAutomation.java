package io.millrace.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.id.Ids;
import io.millrace.testing.simulation.RemediationEffect;
import io.millrace.testing.simulation.Simulation;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Stands in for SSM Automation: a client token starts one execution, however often it is used; what a document does is told to the
 * simulation; how an execution stands goes over the account's default bus, in AWS's words, which name nothing but the execution.
 */
final class StandInAutomation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MMM d, yyyy hh:mm:ss a", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Simulation simulation;
    private final InstantSource time;
    private final Consumer<JsonNode> defaultBus;
    private final Set<String> started = new HashSet<>();

    StandInAutomation(Simulation simulation, InstantSource time, Consumer<JsonNode> defaultBus) {
        this.simulation = simulation;
        this.time = time;
        this.defaultBus = defaultBus;
    }

    /** The execution that this client token stands for: the same for the same token. */
    static String execution(String clientToken) {
        return Ids.uuid("execution", clientToken);
    }

    /**
     * Runs a document on one target, as {@code StartAutomationExecution} does and {@code GetAutomationExecution} would tell.
     *
     * @return what it did to the simulated estate; NONE for a token that was used before, which runs nothing
     */
    RemediationEffect run(String clientToken, String document, String target, String account, String region) {
        if (!started.add(clientToken)) {
            return RemediationEffect.NONE;
        }
        var what = new Running(execution(clientToken), document, account, region, time.instant());
        tell(what, "InProgress");
        RemediationEffect effect = simulation.remediated(target, document, what.since());
        tell(what, "Success");
        return effect;
    }

    private record Running(String execution, String document, String account, String region, Instant since) {}

    private void tell(Running what, String status) {
        Instant now = time.instant();
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "0");
        event.put("id", Ids.uuid("automation-status", what.execution(), status));
        event.put("detail-type", "EC2 Automation Execution Status-change Notification");
        event.put("source", "aws.ssm");
        event.put("account", what.account());
        event.put("time", now.truncatedTo(ChronoUnit.SECONDS).toString());
        event.put("region", what.region());
        String arn = "arn:aws:ssm:" + what.region() + ":" + what.account() + ":";
        event.putArray("resources")
                .add(arn + "automation-execution/" + what.execution())
                .add(arn + "automation-definition/" + what.document() + ":1");
        ObjectNode detail = event.putObject("detail");
        detail.put("ExecutionId", what.execution());
        detail.put("Definition", what.document());
        detail.put("DefinitionVersion", 1.0);
        detail.put("Status", status);
        detail.put("StartTime", TIME.format(what.since()));
        if (!status.equals("InProgress")) {
            detail.put("EndTime", TIME.format(now));
        }
        detail.put("ExecutedBy", "arn:aws:sts::" + what.account() + ":assumed-role/millrace-executor/demo");
        defaultBus.accept(event);
    }
}
