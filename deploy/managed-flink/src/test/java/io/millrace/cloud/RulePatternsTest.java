package io.millrace.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.operators.parse.source.CatalogEntry;
import io.millrace.operators.parse.source.LoopMapping;
import io.millrace.operators.parse.source.SourceCatalog;
import io.millrace.operators.parse.source.TickMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.event.ruler.Ruler;

/** Every rule of the committed template against every sample, with the engine that EventBridge itself is made of. */
class RulePatternsTest {
    private static final Path SAMPLES = Path.of("src/test/resources/samples");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Sample file to the one rule that must pass each of its events; none for those that no rule may pass. */
    private static final Map<String, String> EXPECTED = new TreeMap<>();

    static {
        EXPECTED.put("acm-certificate.json", "certificates");
        EXPECTED.put("auto-scaling-launch.json", "auto-scaling");
        EXPECTED.put("aws-not-wanted.json", "");
        EXPECTED.put("backup-job-state-change-failed.json", "backup");
        // CloudEvents come straight to the stream: there is no envelope of EventBridge around them
        EXPECTED.put("cloudevents-onprem-vpn.json", "");
        EXPECTED.put("cloudtrail-api-call.json", "changes");
        EXPECTED.put("cloudtrail-console-sign-in.json", "sign-ins");
        EXPECTED.put("cloudtrail-read-only.json", "");
        EXPECTED.put("cloudwatch-alarm-flapping.json", "alarms");
        EXPECTED.put("cloudwatch-alarm-insufficient-data-minimal.json", "alarms");
        EXPECTED.put("cloudwatch-alarm-metric.json", "alarms");
        EXPECTED.put("config-rules-compliance-change.json", "config");
        EXPECTED.put("cost-anomaly-detected.json", "cost-anomalies");
        EXPECTED.put("ebs-notifications.json", "ebs");
        EXPECTED.put("ec2-instance-state-change.json", "ec2-instances");
        EXPECTED.put("ec2-spot-interruption.json", "ec2-instances");
        EXPECTED.put("ecs-service.json", "ecs-services");
        EXPECTED.put("ecs-task-state-change.json", "ecs-tasks");
        EXPECTED.put("eventbridge-custom-app-event.json", "applications");
        EXPECTED.put("guardduty-finding.json", "guard-duty");
        EXPECTED.put("health-description-prompt-injection.json", "health");
        EXPECTED.put("health-issue-lifecycle.json", "health");
        EXPECTED.put("health-multipage-out-of-order.json", "health");
        EXPECTED.put("health-planned-lifecycle-updates.json", "health");
        EXPECTED.put("inspector2-finding-lifecycle.json", "inspector");
        EXPECTED.put("loop-answers.json", "loop-answers");
        EXPECTED.put("loop-outcome.json", "loop-outcomes");
        // not believed, so neither the loop's nor a command: an application's event like any other
        EXPECTED.put("loop-pretended.json", "applications");
        EXPECTED.put("macie-finding.json", "macie");
        EXPECTED.put("rds-events.json", "rds");
        EXPECTED.put("securityhub-asff-lifecycle.json", "security-hub");
        EXPECTED.put("securityhub-findings-imported-asff.json", "security-hub");
        EXPECTED.put("securityhub-findings-imported-v2-ocsf.json", "security-hub");
        EXPECTED.put("ssm-automation-verification.json", "automation");
        EXPECTED.put("ssm-change-calendar.json", "maintenance");
        EXPECTED.put("ssm-commands.json", "commands");
        EXPECTED.put("ssm-maintenance-window-execution.json", "maintenance");
        EXPECTED.put("ssm-opsitem-create.json", "ops-items");
        EXPECTED.put("ssm-parameter-change.json", "parameters");
        EXPECTED.put("ssm-patch-compliance.json", "patches");
        EXPECTED.put("trusted-advisor-check-item-refresh.json", "trusted-advisor");
    }

    /** Bus to rule name to pattern. */
    private static final Map<String, Map<String, String>> RULES = new TreeMap<>();

    @BeforeAll
    static void readRules() throws IOException {
        TemplateFile.committed().each("AWS::Events::Rule", (name, rule) -> RULES.computeIfAbsent(
                        rule.path("EventBusName").asText(), bus -> new TreeMap<>())
                .put(
                        rule.path("Name").asText().replaceFirst("^millrace-", ""),
                        rule.path("EventPattern").toString()));
    }

    @Test
    void onTheOperationsBusEachSamplePassesExactlyItsRule() throws Exception {
        for (var sample : samples().entrySet()) {
            for (JsonNode event : sample.getValue()) {
                assertThat(passing("operations", event)).as(sample.getKey()).isEqualTo(expected(sample.getKey()));
            }
        }
    }

    @Test
    void onTheDefaultBusOnlyServicesOfAwsPass() throws Exception {
        for (var sample : samples().entrySet()) {
            for (JsonNode event : sample.getValue()) {
                boolean aws = event.path("source").asText().startsWith("aws.");

                assertThat(passing("default", event))
                        .as(sample.getKey())
                        .isEqualTo(aws ? expected(sample.getKey()) : Set.of());
            }
        }
    }

    @Test
    void aGrantedLiveCommandGoesToTheExecutorAndNowhereElse() throws Exception {
        assertThat(passing("operations", event(command().build()))).containsExactly("remediation-requested");
        assertThat(passing("default", event(command().build()))).isEmpty();
    }

    @Test
    void aCommandThatIsNotForThisExecutorPassesNoRule() throws Exception {
        for (var other : List.of(
                command().setMode("shadow"),
                command().setAction("notify"),
                command().setAction("AWS-TerminateEC2Instance"),
                command().setAccount("444455556666"),
                command().setRegion("us-east-1"))) {
            assertThat(passing("operations", event(other.build()))).isEmpty();
        }
    }

    @Test
    void aRefusedCommandComesBackToTheJob() throws Exception {
        var refused =
                command().setStatus(CommandStatus.REFUSED).setReason("budget").build();

        assertThat(passing("operations", event(refused))).containsExactly("loop-verdicts");
    }

    @Test
    void ticksAndWhatMillraceSaysOtherwisePassNoRule() throws Exception {
        for (String detailType : List.of(
                TickMapping.DETAIL_TYPE,
                "Thread Opened",
                "Thread Updated",
                "Thread Resolved",
                "Remediation Verified",
                "Escalation Raised",
                "Notification Requested",
                "Approval Requested",
                "Decision Requested",
                "Problem Detected",
                "Ticket Requested",
                "Report Produced")) {
            assertThat(passing("operations", envelope("millrace", detailType)))
                    .as(detailType)
                    .isEmpty();
        }
    }

    @Test
    void everyDetailTypeOfTheLoopComesBackFromTheSourceThatMaySayIt() throws Exception {
        var sources = Map.of(
                "Remediation Outcome", "millrace.executor",
                "Remediation Refused", "millrace",
                "Thread Linked", "millrace");
        for (String detailType : LoopMapping.kinds().keySet()) {
            // a request is a command: the executor's answer to it comes back, not the request
            if (!detailType.equals("Remediation Requested")) {
                String source = sources.getOrDefault(detailType, "millrace.people");

                assertThat(passing("operations", envelope(source, detailType)))
                        .as(detailType)
                        .singleElement()
                        .asString()
                        .startsWith("loop-");
            }
        }
    }

    @Test
    void everySourceThatTheJobKnowsHasARule() throws Exception {
        for (CatalogEntry entry : SourceCatalog.shipped(Set.of()).entries()) {
            if (entry.source().startsWith("aws.")) {
                assertThat(passing("default", envelope(entry.source(), entry.detailType())))
                        .as(entry.detailType())
                        .hasSize(1);
            }
        }
    }

    @Test
    void everyRulePassesASampleAndEverySampleIsExpectedSomewhere() throws Exception {
        var passed = new TreeSet<>(EXPECTED.values());
        passed.remove("");
        passed.addAll(List.of("loop-verdicts", "remediation-requested"));

        assertThat(rules("operations").keySet()).isEqualTo(passed);
        assertThat(rules("default").keySet()).isSubsetOf(passed).hasSize(25);
        assertThat(samples().keySet()).isEqualTo(EXPECTED.keySet());
    }

    @Test
    void patternsAreShorterThanEventBridgeAllows() {
        RULES.values().forEach(rules -> rules.values()
                .forEach(pattern -> assertThat(pattern).hasSizeLessThanOrEqualTo(2048)));
        RULES.values().forEach(rules -> assertThat(rules).hasSizeLessThan(300));
    }

    private static Map<String, String> rules(String bus) {
        return RULES.getOrDefault(bus, Map.of());
    }

    private static Set<String> expected(String sample) {
        String rule = EXPECTED.getOrDefault(sample, "");
        return rule.isEmpty() ? Set.of() : Set.of(rule);
    }

    private static Set<String> passing(String bus, JsonNode event) throws Exception {
        var passing = new TreeSet<String>();
        for (var rule : rules(bus).entrySet()) {
            if (Ruler.matchesRule(event.toString(), rule.getValue())) {
                passing.add(rule.getKey());
            }
        }
        return passing;
    }

    private static Map<String, List<JsonNode>> samples() throws IOException {
        var samples = new TreeMap<String, List<JsonNode>>();
        try (var files = Files.list(SAMPLES)) {
            for (Path file : files.toList()) {
                JsonNode content = JSON.readTree(Files.readString(file));
                var events = new ArrayList<JsonNode>();
                (content.isArray() ? content : JSON.createArrayNode().add(content)).forEach(events::add);
                samples.put(file.getFileName().toString(), events);
            }
        }
        return samples;
    }

    private static ObjectNode envelope(String source, String detailType) {
        var envelope = JSON.createObjectNode();
        envelope.put("version", "0").put("id", "e").put("source", source).put("detail-type", detailType);
        envelope.put("account", "111122223333").put("region", "eu-west-1").put("time", "2026-08-05T10:12:00Z");
        envelope.putArray("resources");
        envelope.putObject("detail");
        return envelope;
    }

    private static JsonNode event(Command command) throws IOException {
        var said = SampleCommand.said(command);
        var envelope = envelope("millrace", said.getDetailType());
        envelope.set("detail", JSON.readTree(said.getDetail()));
        return envelope;
    }

    private static Command.Builder command() {
        return SampleCommand.builder();
    }
}
