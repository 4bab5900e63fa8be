package io.millrace.local.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.bedrock.BedrockStandIn;
import io.millrace.local.http.Fault;
import io.millrace.local.replay.ReplayRun;
import io.millrace.local.sagemaker.FrozenAffinity;
import io.millrace.local.sagemaker.SageMakerStandIn;
import io.millrace.local.sagemaker.SeriesEndpoint;
import io.millrace.local.sql.LakeSql;
import io.millrace.local.sql.RowWriter;
import io.millrace.testing.simulation.Scenarios;
import io.millrace.testing.simulation.Simulation;
import io.millrace.testing.simulation.SimulationFiles;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given the same answers of remote models, the same results (DESIGN §1, promise 2): a run asks three endpoints and a
 * language model, some calls of which fail; a replay reads what that run recorded, and nobody is there to be asked.
 */
class RemoteAnswersITCase {
    private static final Instant START = Instant.parse("2026-08-05T06:00:00Z");
    private static final int HOURS = 8;
    private static final URI NOBODY = URI.create("http://127.0.0.1:9");

    private static final List<String> TABLES = List.of(
            "events",
            "decisions",
            "anomalies",
            "scores",
            "threads",
            "thread_events",
            "situations",
            "commands",
            "outcomes",
            "explanations",
            "dead_letters",
            "scoreboard");

    @TempDir
    static Path folder;

    @BeforeAll
    static void makeInput() throws Exception {
        for (String key : new String[] {"aws.accessKeyId", "aws.secretAccessKey"}) {
            System.setProperty(key, "stand-in");
        }
        Path input = folder.resolve("input");
        var scenario = Scenarios.demo().withPeriodMinutes(5).withNoisePerSignal(1);
        SimulationFiles.write(Simulation.over(scenario, 11, START, START.plusSeconds(HOURS * 3600L)), input);
        Files.write(input.resolve("events-calls.ndjson"), calls());
        Files.createDirectories(folder.resolve("series"));
        Files.write(folder.resolve("series/ec2_cpu_utilization_000001.csv"), points());
    }

    @Test
    void aReplayWithTheRecordedAnswersGivesWhatTheRunGaveAndAsksNobody() throws Exception {
        Path live = folder.resolve("live");
        try (var sagemaker = SageMakerStandIn.start();
                var bedrock = BedrockStandIn.start("cited")) {
            sagemaker.createEndpoint("millrace-forest", 8);
            sagemaker.createEndpoint("millrace-latency", new SeriesEndpoint(12, Duration.ofMinutes(5)));
            sagemaker.createEndpoint("millrace-access", FrozenAffinity.trainedOn(Stream.of()));
            sagemaker.faults().failNext(SageMakerStandIn.INVOKE, 3, Fault.error(424, "ModelError", "planted"));
            sagemaker.faults().failNext(SageMakerStandIn.INVOKE, 1, Fault.slow(Duration.ofSeconds(30)));
            run(live, properties(sagemaker.endpoint(), bedrock.endpoint()), null);
            assertThat(sagemaker.faults().pending(SageMakerStandIn.INVOKE)).isZero();
        }
        Path replayed = folder.resolve("replayed");
        run(replayed, properties(NOBODY, NOBODY), live.resolve("lake"));

        var rows = rows(live);
        assertThat(column(live, "select distinct kind from remote_answers order by 1"))
                .containsExactly("access", "explanation", "forecast", "forest");
        assertThat(column(live, "select distinct kind from remote_answers where answer is not null order by 1"))
                .containsExactly("access", "explanation", "forecast", "forest");
        assertThat(column(live, "select distinct fallback from remote_answers order by 1"))
                .contains("", "ModelError", "late");
        assertThat(column(
                        live,
                        "select distinct variant from remote_answers where kind <> 'explanation' and answer is"
                                + " not null"))
                .containsExactly("AllTraffic");
        for (String table : List.of("threads", "commands", "scores", "anomalies", "explanations", "decisions")) {
            assertThat(rows.get(table)).as(table).isNotEmpty();
        }
        assertThat(rows(replayed)).isEqualTo(rows);
        assertThat(Files.readAllLines(replayed.resolve("eventbridge.ndjson")))
                .isEqualTo(Files.readAllLines(live.resolve("eventbridge.ndjson")));
    }

    private static void run(Path output, Map<String, Map<String, String>> properties, @Nullable Path answers)
            throws Exception {
        new ReplayRun(folder.resolve("input"), folder.resolve("series"), null, output, 1, properties, answers)
                .run(progress -> {});
    }

    private static Map<String, Map<String, String>> properties(URI sagemaker, URI bedrock) {
        return Map.of(
                "SageMakerForest",
                at(sagemaker, Map.of("namespaces", "AWS/EC2=millrace-forest", "deadline", "3s")),
                "Forecast",
                Map.of("series", "AWS/EC2/CPUUtilization=both"),
                "SageMakerForecast",
                at(
                        sagemaker,
                        Map.of(
                                "series", "AWS/EC2/CPUUtilization=millrace-latency",
                                "least.steps", "12",
                                "deadline", "5s")),
                "SageMakerAccess",
                at(sagemaker, Map.of("endpoint", "millrace-access", "deadline", "5s")),
                "Bedrock",
                at(
                        bedrock,
                        Map.of(
                                "model.id", "stand-in.model-v1:0",
                                "deadline", "20s",
                                "calls.per.hour", "1000",
                                "lowest.priority", "5",
                                "failures.until.pause", "1000000")));
    }

    private static Map<String, String> at(URI address, Map<String, String> others) {
        var properties = new TreeMap<>(others);
        properties.put("aws.region", "eu-west-1");
        properties.put("aws.endpoint", address.toString());
        return properties;
    }

    private static Map<String, List<String>> rows(Path output) throws Exception {
        var rows = new TreeMap<String, List<String>>();
        for (String table : TABLES) {
            rows.put(table, column(output, "select " + table + "::varchar from " + table + " order by 1"));
        }
        // what shares a row depends on timing, what is in it does not
        rows.put(
                "remote_answers",
                column(
                        output,
                        "select answers::varchar from (select kind, endpoint, unnest(string_split(position, chr(10)))"
                                + " as position, request_digest, variant, answer, fallback from remote_answers) answers"
                                + " order by 1"));
        return rows;
    }

    private static List<String> column(Path output, String sql) throws Exception {
        var values = new ArrayList<String>();
        try (var lake = LakeSql.open(output.resolve("lake"))) {
            lake.query(sql, new RowWriter() {
                @Override
                public void columns(List<String> names) {}

                @Override
                public void row(List<JsonNode> cells) {
                    values.add(cells.stream().map(RowWriter::text).collect(Collectors.joining()));
                }

                @Override
                public void end() {}
            });
        }
        return values;
    }

    /** Somebody from home each half hour, once from elsewhere. */
    private static List<String> calls() {
        var lines = new ArrayList<String>();
        for (int half = 0; half < 2 * HOURS; half++) {
            lines.add(call(half, half == 13 ? "7.7.7.7" : "203.0.113.9"));
        }
        return lines;
    }

    private static String call(int half, String address) {
        return ("{'version':'0','id':'call-%1$d','detail-type':'AWS API Call via CloudTrail','source':'aws.s3',"
                        + "'account':'111122223333','time':'%2$s','region':'eu-west-1','resources':[],'detail':{"
                        + "'eventVersion':'1.08','userIdentity':{'type':'IAMUser','userName':'ana',"
                        + "'arn':'arn:aws:iam::111122223333:user/ana','accountId':'111122223333'},'eventTime':'%2$s',"
                        + "'eventSource':'s3.amazonaws.com','eventName':'ListBuckets','awsRegion':'eu-west-1',"
                        + "'sourceIPAddress':'%3$s','eventID':'call-%1$d','eventType':'AwsApiCall'}}")
                .formatted(half, START.plusSeconds(half * 1800L), address)
                .replace('\'', '"');
    }

    /** A point a minute, with a jump. */
    private static List<String> points() {
        var lines = new ArrayList<String>();
        lines.add("timestamp,value");
        for (int minute = 0; minute < HOURS * 60; minute++) {
            double value = 30 + 5 * Math.sin(minute / 20.0) + minute * 7919 % 13 / 10.0;
            boolean jumps = minute >= 330 && minute < 360;
            lines.add(
                    START.plusSeconds(minute * 60L).toString().replace('T', ' ').replace("Z", "") + ","
                            + (jumps ? value * 3 : value));
        }
        return lines;
    }
}
