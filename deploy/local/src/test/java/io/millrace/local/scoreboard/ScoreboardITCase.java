package io.millrace.local.scoreboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.cli.BadInput;
import io.millrace.local.replay.ReplayRun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The scoreboard of a lake that the job wrote: each record was made for one line of it. */
class ScoreboardITCase {
    private static final String CHECKOUT = "i-0c2f5e7a91d34b680";
    private static final String OTHER = "i-0aaaaaaaaaaaaaaa0";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @BeforeAll
    static void aReplayedLake() throws Exception {
        Path input = Files.createDirectories(folder.resolve("in"));
        Files.writeString(
                input.resolve("events.ndjson"),
                String.join(
                        "\n",
                        state("s1", CHECKOUT, "running", "09:49:59"), // more than half an hour before the trouble
                        state("s2", CHECKOUT, "stopping", "09:50:00"), // half an hour before it
                        state("s3", OTHER, "stopping", "10:10:00"), // of something else
                        alarm("a1", "111122223333", "checkout-api-cpu-high", CHECKOUT, "10:20:00"),
                        alarm("a1", "111122223333", "checkout-api-cpu-high", CHECKOUT, "10:20:00"),
                        state("s4", CHECKOUT, "stopped", "10:25:00"), // when it is part of the trouble already
                        alarm("a2", "444455556666", "lab-cpu-high", OTHER, "10:30:00"),
                        "not json",
                        ""));
        new ReplayRun(input, null, null, folder.resolve("out"), 1).run(progress -> {});
    }

    @Test
    void everyRecordIsInOneStage() throws Exception {
        var stages = json().path("stages");

        assertThat(records(stages, "received")).isEqualTo(8);
        assertThat(records(stages, "dead letters")).isEqualTo(1);
        assertThat(records(stages, "folded")).isEqualTo(1);
        assertThat(records(stages, "discharged")).isEqualTo(5);
        assertThat(records(stages, "suppressed")).isZero();
        assertThat(records(stages, "accepted")).isEqualTo(1);
        assertThat(records(stages, "opened")).isEqualTo(1);
        assertThat(records(stages, "pages")).isEqualTo(1);
        assertThat(records(stages, "hidden but mattered later")).isEqualTo(1);
    }

    @Test
    void eachPolicyHasItsOwnLine() throws Exception {
        var policies = json().path("policies");

        assertThat(policy(policies, "production").path("threads").asInt()).isEqualTo(1);
        assertThat(policy(policies, "production").path("pages").asInt()).isEqualTo(1);
        var hiding = policy(policies, "instance-state-changes");
        assertThat(hiding.path("action").asText()).isEqualTo("discharged");
        assertThat(hiding.path("decisions").asInt()).isEqualTo(4);
        assertThat(hiding.path("threads").asInt()).isZero();
        assertThat(hiding.path("mattered_later").asInt()).isEqualTo(1);
        assertThat(hiding.path("by_identity").asInt()).isZero();
        assertThat(policy(policies, "default").path("mattered_later").asInt()).isZero();
    }

    @Test
    void whatWasHiddenThoughItMatteredLaterIsNamedWithItsPolicyAndThread() throws Exception {
        var mattered = json().path("mattered_later");

        assertThat(mattered).hasSize(1);
        assertThat(mattered.path(0).path("rule").asText()).isEqualTo("instance-state-changes");
        assertThat(mattered.path(0).path("title").asText()).endsWith("is stopping");
        assertThat(mattered.path(0).path("what").asText()).endsWith(CHECKOUT);
        assertThat(mattered.path(0).path("priority").asInt()).isEqualTo(2);
    }

    @Test
    void peopleGetTables() {
        assertThat(run("--lake", lake()))
                .contains("Stages", "Policies", "hidden but mattered later", "instance-state-changes", "is stopping");
        assertThat(run("--lake", lake(), "--examples", "0")).doesNotContain("is stopping");
    }

    @Test
    void theViewsArePrintedForAthenaWithoutALake() {
        assertThat(run("--sql"))
                .contains("create or replace view mattered_later as", "create or replace view scoreboard_policies as");
    }

    @Test
    void aMissingLakeIsToldWithWhatWouldBeRight() {
        var failure = new AtomicReference<Exception>();
        var exit = new CommandLine(new ScoreboardCommand())
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    failure.set(exception);
                    return 2;
                })
                .execute();

        assertThat(exit).isEqualTo(2);
        assertThat(failure.get()).isInstanceOf(BadInput.class).hasMessageContaining("--lake");
    }

    private static int records(JsonNode stages, String outcome) {
        return find(stages, "outcome", outcome).path("records").asInt();
    }

    private static JsonNode policy(JsonNode policies, String rule) {
        return find(policies, "rule", rule);
    }

    private static JsonNode find(JsonNode rows, String field, String value) {
        for (JsonNode row : rows) {
            if (row.path(field).asText().equals(value)) {
                return row;
            }
        }
        throw new AssertionError("No row with " + field + " " + value + " in " + rows);
    }

    private static JsonNode json() throws Exception {
        return Objects.requireNonNull(new ObjectMapper().readTree(run("--lake", lake(), "--json")));
    }

    private static String lake() {
        return folder.resolve("out/lake").toString();
    }

    private static String run(String... arguments) {
        var out = new StringWriter();
        int exit = new CommandLine(new ScoreboardCommand())
                .setOut(new PrintWriter(out))
                .execute(arguments);
        assertThat(exit).isZero();
        return out.toString();
    }

    private static String state(String id, String instance, String state, String time) {
        return """
                {"version":"0","id":"%s","detail-type":"EC2 Instance State-change Notification","source":"aws.ec2",\
                "account":"111122223333","time":"2026-08-05T%sZ","region":"eu-west-1","resources":\
                ["arn:aws:ec2:eu-west-1:111122223333:instance/%s"],"detail":{"instance-id":"%s","state":"%s"}}"""
                .formatted(id, time, instance, instance, state);
    }

    private static String alarm(String id, String account, String name, String instance, String time) {
        return """
                {"version":"0","id":"%s","detail-type":"CloudWatch Alarm State Change","source":"aws.cloudwatch",\
                "account":"%s","time":"2026-08-05T%sZ","region":"eu-west-1","resources":\
                ["arn:aws:cloudwatch:eu-west-1:%s:alarm:%s"],"detail":{"alarmName":"%s","state":{"value":"ALARM",\
                "timestamp":"2026-08-05T%s.000+0000"},"configuration":{"metrics":[{"id":"m1","metricStat":{"metric":\
                {"namespace":"AWS/EC2","name":"CPUUtilization","dimensions":{"InstanceId":"%s"}},"period":300,\
                "stat":"Average"},"returnData":true}]}}}"""
                .formatted(id, account, time, account, name, name, time, instance);
    }
}
