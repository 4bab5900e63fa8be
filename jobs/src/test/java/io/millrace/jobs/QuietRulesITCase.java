package io.millrace.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.jobs.config.JobConfig;
import io.millrace.jobs.ends.Ends;
import io.millrace.runbooks.ContentBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An inhibition and a closed change calendar in the whole job: what is silent, what is refused, and that each has its row. */
class QuietRulesITCase {
    private static final String CALENDAR = "arn:aws:ssm:eu-west-1:111122223333:document/year-end-freeze";
    private static final String INHIBITION =
            """
            inhibit:
              - id: gateway-down
                description: what lies behind the gateway cannot be reached
                source: {identity: [{suffix: "alarm:lab-gateway"}]}
                target: {identity: [{suffix: "alarm:lab-page-1"}, {suffix: "alarm:lab-page-2"}]}
                equal: [scope]
            """;

    @TempDir
    static Path folder;

    private static LocalCluster cluster;
    private static LakeRows lake;
    private static String entries;

    @BeforeAll
    static void run() throws Exception {
        Path recording = Recordings.write(folder.resolve("input"));
        Files.write(
                recording.resolve("events-quiet.ndjson"),
                List.of(
                        calendar("2026-08-05T06:00:10Z"),
                        alarm("lab-gateway", "ALARM", "2026-08-05T07:00:00Z"),
                        alarm("lab-page-1", "ALARM", "2026-08-05T07:01:00Z"),
                        alarm("lab-page-2", "ALARM", "2026-08-05T07:02:00Z"),
                        alarm("lab-page-1", "OK", "2026-08-05T07:05:00Z"),
                        alarm("lab-gateway", "OK", "2026-08-05T07:20:00Z")));
        Path content = folder.resolve("content");
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.put("policies/50-quiet.yaml", INHIBITION);
        files.merge(
                "guardrails.yaml",
                "\ncalendars:\n  - {name: year-end-freeze, arn: \"" + CALENDAR + "\", initially: open}\n",
                String::concat);
        for (var file : files.entrySet()) {
            Path path = content.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        cluster = LocalCluster.start(2, folder);
        var job = ReplayJob.over(recording, folder.resolve("output"));
        var config = JobConfig.of(Map.of(
                "Input", Map.of("kind", "replay"),
                "Replay",
                        Map.of(
                                "input", recording.toString(),
                                "metrics.csv", Recordings.series(recording).toString()),
                "Content", Map.of("path", content.toUri().toString()),
                "Lake", Map.of("path", job.lake().toUri().toString()),
                "EventBridge", Map.of("file.path", job.parts().toUri().toString())));
        var environment = cluster.environment(2, "hashmap", 0);
        MillraceJob.define(environment, Ends.sources(config), Ends.stages(config), Ends.sinks(config));
        cluster.await(cluster.submit(environment.getStreamGraph().getJobGraph()));
        lake = new LakeRows(job.lake());
        entries = job.entries();
    }

    @AfterAll
    static void stop() throws Exception {
        lake.close();
        cluster.close();
    }

    @Test
    void aTargetIsSilentWhileItsSourceIsOnAndToldAfterwards() throws Exception {
        assertThat(lake.column("select title || ' ' || change from threads where title like 'lab-%'"
                        + " and change in ('OPENED', 'RESOLVED') order by arrived_at"))
                .hasSize(3)
                .satisfies(changes ->
                        assertThat(changes.get(0)).startsWith("lab-gateway").endsWith("OPENED"))
                .satisfies(changes ->
                        assertThat(changes.get(1)).startsWith("lab-gateway").endsWith("RESOLVED"))
                .satisfies(changes ->
                        assertThat(changes.get(2)).startsWith("lab-page-2").endsWith("OPENED"));
    }

    @Test
    void eachRecordHasOneFinalRowAndTheSilentOneNamesRuleAndSource() throws Exception {
        assertThat(lake.column("select action || ' ' || rule from decisions where final and title like 'lab-page-1%'"
                        + " and kind = 'issue'"))
                .containsExactly("suppressed gateway-down");
        assertThat(lake.column("select reason from decisions where final and rule = 'gateway-down'"))
                .singleElement()
                .asString()
                .contains("while event alarm-lab-gateway-ALARM");
        assertThat(lake.number("select count(*) from (select record_id from decisions where final and origin = 'stream'"
                        + " group by record_id having count(*) > 1)"))
                .isZero();
    }

    @Test
    void aClosedCalendarRefusesEveryCommand() throws Exception {
        assertThat(lake.number("select count(*) from commands")).isPositive();
        assertThat(lake.number("select count(*) from commands where status = 'granted'"))
                .isZero();
        assertThat(lake.column("select distinct reason from commands where reason like 'freeze:%'"))
                .containsExactly(
                        "freeze: calendar year-end-freeze is CLOSED since 2026-08-05T06:00:10Z until 2026-08-06T06:00:00Z");
        assertThat(entries.lines().filter(line -> line.contains("Remediation Refused")))
                .anyMatch(line -> line.contains("freeze: calendar year-end-freeze is CLOSED"));
    }

    private static String alarm(String name, String state, String at) {
        return arrived(
                at,
                "{\"id\":\"alarm-" + name + "-" + state + "\",\"detail-type\":\"CloudWatch Alarm State Change\","
                        + "\"source\":\"aws.cloudwatch\",\"account\":\"111122223333\",\"time\":\"" + at
                        + "\",\"region\":\"eu-west-1\",\"resources\":[\"arn:aws:cloudwatch:eu-west-1:111122223333:alarm:"
                        + name + "\"],\"detail\":{\"alarmName\":\"" + name + "\",\"state\":{\"value\":\"" + state
                        + "\",\"timestamp\":\"" + at + "\"},\"previousState\":{\"value\":\"OK\"}}}");
    }

    private static String calendar(String at) {
        return arrived(
                at,
                "{\"id\":\"calendar-closes\",\"detail-type\":\"Calendar State Change\",\"source\":\"aws.ssm\","
                        + "\"account\":\"111122223333\",\"time\":\"" + at
                        + "\",\"region\":\"eu-west-1\",\"resources\":[\""
                        + CALENDAR + "\"],\"detail\":{\"state\":\"CLOSED\",\"atTime\":\"" + at
                        + "\",\"nextTransitionTime\":\"2026-08-06T06:00:00Z\"}}");
    }

    private static String arrived(String at, String payload) {
        return "{\"arrivedAt\":\"" + Instant.parse(at).plusSeconds(1) + "\",\"data\":\"" + payload.replace("\"", "\\\"")
                + "\"}";
    }
}
