package io.millrace.local.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.replay.ReplayRun;
import io.millrace.local.sql.LakeSql;
import io.millrace.local.sql.LakeSqlException;
import io.millrace.local.sql.SqlFormat;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What spans threads, through the whole job: an alarm that keeps coming back, and an issue of AWS that three accounts are told of. */
class ParentsAndProblemsITCase {
    private static final Instant START = Instant.parse("2026-08-03T10:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @BeforeAll
    static void aMonthOfEvents() throws Exception {
        var lines = new ArrayList<String>();
        for (int day : List.of(0, 5, 9, 17)) {
            Instant at = START.plus(day, ChronoUnit.DAYS);
            lines.add(alarm("ALARM", at));
            lines.add(alarm("OK", at.plus(15, ChronoUnit.MINUTES)));
        }
        lines.add(issue("111122223333", START.plus(2, ChronoUnit.HOURS)));
        lines.add(issue("999988887777", START.plus(3, ChronoUnit.HOURS)));
        lines.add(issue("222233334444", START.plus(6, ChronoUnit.HOURS)));
        // threads close by time, which ticks tell
        for (int hour = 0; hour < 18 * 24; hour++) {
            lines.add(Payloads.tick("events", START.plus(hour, ChronoUnit.HOURS)));
        }
        Path input = Files.createDirectories(folder.resolve("in"));
        Files.writeString(input.resolve("events.ndjson"), String.join("\n", lines) + "\n");
        new ReplayRun(input, null, null, folder.resolve("out"), 1).run(progress -> {});
    }

    @Test
    void theThirdReturnIsAProblemAndEachAfterItARow() throws Exception {
        assertThat(csv("select \"count\", service, symptoms[1] as symptom, len(thread_ids) as threads"
                        + " from problems order by arrived_at"))
                .isEqualTo("count,service,symptom,threads\n3,checkout,AWS/EC2|CPUUtilization,3\n"
                        + "4,checkout,AWS/EC2|CPUUtilization,4\n");
        assertThat(csv("select count(distinct problem_id) as problems from problems"))
                .isEqualTo("problems\n1\n");
        assertThat(said("Problem Detected")).isEqualTo(2);
    }

    @Test
    void theThreadsOfAPublicIssueHangUnderTheFirstAccountsThread() throws Exception {
        assertThat(csv("select parent_scope, child_scope, reason from thread_links order by arrived_at"))
                .isEqualTo("parent_scope,child_scope,reason\n"
                        + "111122223333|eu-west-1,999988887777|eu-west-1,public-issue\n"
                        + "111122223333|eu-west-1,222233334444|eu-west-1,public-issue\n");
        assertThat(said("Thread Linked")).isEqualTo(2);
    }

    @Test
    void nothingOfItBreaksItsContract() throws Exception {
        assertThat(csv("select stage, reason from dead_letters")).isEqualTo("stage,reason\n");
    }

    private static long said(String detailType) throws Exception {
        try (var lines = Files.lines(folder.resolve("out/eventbridge.ndjson"))) {
            return lines.filter(line -> line.contains("\"DetailType\":\"" + detailType + "\""))
                    .count();
        }
    }

    private static String csv(String sql) throws LakeSqlException {
        var out = new StringWriter();
        try (var lake = LakeSql.open(folder.resolve("out/lake"))) {
            lake.query(sql, SqlFormat.CSV.to(new PrintWriter(out)));
        }
        return out.toString();
    }

    private static String alarm(String state, Instant at) {
        return """
                {"version":"0","id":"%s-%s","detail-type":"CloudWatch Alarm State Change","source":"aws.cloudwatch",\
                "account":"111122223333","time":"%2$s","region":"eu-west-1","resources":\
                ["arn:aws:cloudwatch:eu-west-1:111122223333:alarm:checkout-api-cpu-high"],"detail":{"alarmName":\
                "checkout-api-cpu-high","state":{"value":"%1$s","timestamp":"%2$s"},"configuration":{"metrics":[{"id":"m1",\
                "metricStat":{"metric":{"namespace":"AWS/EC2","name":"CPUUtilization","dimensions":{"InstanceId":\
                "i-0c2f5e7a91d34b680"}},"period":300,"stat":"Average"},"returnData":true}]}}}"""
                .formatted(state, at);
    }

    private static String issue(String account, Instant at) {
        return """
                {"version":"0","id":"issue-%s","detail-type":"AWS Health Event","source":"aws.health","account":"%1$s",\
                "time":"%s","region":"eu-west-1","resources":[],"detail":{"eventArn":"arn:aws:health:eu-west-1::event/EC2/\
                AWS_EC2_OPERATIONAL_ISSUE/AWS_EC2_OPERATIONAL_ISSUE_X1","service":"EC2","eventTypeCode":\
                "AWS_EC2_OPERATIONAL_ISSUE","eventTypeCategory":"issue","eventScopeCode":"PUBLIC","communicationId":"c-%1$s",\
                "startTime":"Mon, 3 Aug 2026 11:50:00 GMT","lastUpdatedTime":"Mon, 3 Aug 2026 12:00:00 GMT","statusCode":"open",\
                "eventRegion":"eu-west-1","eventDescription":[{"language":"en_US","latestDescription":"Errors"}],"page":"1",\
                "totalPages":"1","affectedAccount":"%1$s"}}"""
                .formatted(account, at);
    }
}
