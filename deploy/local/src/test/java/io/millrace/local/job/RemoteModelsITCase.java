package io.millrace.local.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.bedrock.BedrockStandIn;
import io.millrace.local.http.Fault;
import io.millrace.local.replay.ReplayRun;
import io.millrace.local.sagemaker.SageMakerStandIn;
import io.millrace.testing.simulation.Scenarios;
import io.millrace.testing.simulation.Simulation;
import io.millrace.testing.simulation.SimulationFiles;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the remote models answer, the same input gives the same decisions, threads and commands as without them
 * (DESIGN §1, promises 1 and 6). A replay does not restart: one failed checkpoint would fail it.
 */
class RemoteModelsITCase {
    private static final Instant START = Instant.parse("2026-08-05T06:00:00Z");
    private static final int HOURS = 8;
    private static final String ENDPOINT = "millrace-test";
    private static final int FEATURES = 8;

    /** What no model may change. */
    private static final Map<String, String> DECIDED = Map.of(
            "decisions", "select decisions::varchar from decisions order by 1",
            "anomalies", "select series_key || timestamp::varchar from anomalies order by 1",
            "threads", "select threads::varchar from threads order by 1",
            "thread_events", "select thread_events::varchar from thread_events order by 1",
            "situations", "select situations::varchar from situations order by 1",
            "commands", "select commands::varchar from commands order by 1",
            "outcomes", "select outcomes::varchar from outcomes order by 1",
            "dead_letters", "select dead_letters::varchar from dead_letters order by 1");

    @TempDir
    static Path folder;

    private static Map<String, List<String>> embedded;

    @BeforeAll
    static void replayWithoutModels() throws Exception {
        Path input = folder.resolve("input");
        var scenario = Scenarios.demo().withPeriodMinutes(5).withNoisePerSignal(2);
        SimulationFiles.write(Simulation.over(scenario, 11, START, START.plusSeconds(HOURS * 3600L)), input);
        Files.writeString(input.resolve("events-odd.ndjson"), "not json\n");
        for (String key : new String[] {"aws.accessKeyId", "aws.secretAccessKey"}) {
            System.setProperty(key, "stand-in");
        }
        Files.createDirectories(folder.resolve("series"));
        for (int one = 0; one < 3; one++) {
            Files.write(folder.resolve("series/ec2_cpu_utilization_00000" + one + ".csv"), points(one));
        }
        embedded = decided(replay("embedded", Map.of()));
        assertThat(embedded.get("threads")).isNotEmpty();
        assertThat(embedded.get("commands")).isNotEmpty();
        assertThat(embedded.get("anomalies")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cited", "errors", "nonsense", "hostile"})
    void whateverBedrockAnswersThreadsSeveritiesAndCommandsAreTheSame(String script) throws Exception {
        try (var bedrock = BedrockStandIn.start(script)) {
            Path output = replay("bedrock-" + script, bedrock(bedrock.endpoint(), "20s"));

            assertThat(decided(output)).isEqualTo(embedded);
            assertThat(bedrock.requests().size()).isGreaterThanOrEqualTo(20);
            assertThat(uncited(output)).isEmpty();
            var authors = column(output, "select distinct author from explanations order by 1");
            if (script.equals("cited")) {
                assertThat(authors).containsExactly("bedrock:stand-in.model-v1:0", "local-analyst");
            } else {
                assertThat(authors).containsExactly("local-analyst");
                assertThat(column(output, "select distinct degraded_reason from explanations where degraded"))
                        .isNotEmpty();
            }
        }
    }

    @Test
    void aSilentBedrockLeavesTheAnalystsTextMarked() throws Exception {
        try (var bedrock = BedrockStandIn.start("hang")) {
            Path output = replay("bedrock-hang", bedrock(bedrock.endpoint(), "1s"));

            assertThat(decided(output)).isEqualTo(embedded);
            assertThat(column(output, "select distinct author from explanations"))
                    .containsExactly("local-analyst");
            assertThat(column(output, "select distinct degraded_reason from explanations where degraded"))
                    .contains("late");
        }
    }

    @Test
    void theScoresOfAConfiguredNamespaceNameTheEndpoint() throws Exception {
        try (var sagemaker = SageMakerStandIn.start()) {
            sagemaker.createEndpoint(ENDPOINT, FEATURES);

            Path output = replay("sagemaker", sagemaker(sagemaker.endpoint(), "60s"));

            assertThat(column(
                            output,
                            "select distinct model || fallback from scores where namespace = 'AWS/EC2' order by 1"))
                    .contains("sagemaker:" + ENDPOINT + "/AllTraffic")
                    .allMatch(model -> model.startsWith("sagemaker:") || model.endsWith("cold-start"));
            assertThat(column(output, "select distinct model || fallback from scores where namespace <> 'AWS/EC2'"))
                    .containsExactly("embedded-rcf-1d");
            assertThat(column(output, "select count(*) from anomalies where model like 'sagemaker:%'"))
                    .isNotEqualTo(List.of("0"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"errors", "hang", "lost"})
    void withAnEndpointThatNeverAnswersEverythingIsAsTheEmbeddedModelSays(String fault) throws Exception {
        try (var sagemaker = SageMakerStandIn.start()) {
            sagemaker.createEndpoint(ENDPOINT, FEATURES);
            sagemaker
                    .faults()
                    .failAlways(
                            "InvokeEndpoint",
                            switch (fault) {
                                case "errors" ->
                                    Fault.error(503, "ServiceUnavailable", "The stand-in was told to fail");
                                case "hang" -> Fault.hang();
                                default -> Fault.connectionLost();
                            });

            Path output = replay("sagemaker-" + fault, sagemaker(sagemaker.endpoint(), "1s"));

            assertThat(decided(output)).isEqualTo(embedded);
            assertThat(column(output, "select distinct model from scores")).containsExactly("embedded-rcf-1d");
            assertThat(column(output, "select distinct fallback from scores where namespace = 'AWS/EC2'"))
                    .isNotEmpty()
                    .doesNotContain("");
        }
    }

    private static Path replay(String name, Map<String, Map<String, String>> properties) throws Exception {
        Path output = folder.resolve(name);
        new ReplayRun(folder.resolve("input"), folder.resolve("series"), null, output, 1, properties)
                .run(progress -> {});
        return output;
    }

    private static Map<String, Map<String, String>> bedrock(URI endpoint, String deadline) {
        return Map.of(
                "Bedrock",
                Map.of(
                        "model.id", "stand-in.model-v1:0",
                        "aws.region", "eu-west-1",
                        "aws.endpoint", endpoint.toString(),
                        "deadline", deadline,
                        "calls.per.hour", "1000",
                        "lowest.priority", "5",
                        // every answer of the script is heard: with a pause their number would depend on the machine
                        "failures.until.pause", "1000000"));
    }

    /** With a deadline that suits the test: on a busy machine a healthy endpoint answers late, too, and rightly counts as late. */
    private static Map<String, Map<String, String>> sagemaker(URI endpoint, String deadline) {
        return Map.of(
                "SageMakerForest",
                Map.of(
                        "namespaces",
                        "AWS/EC2=" + ENDPOINT,
                        "aws.region",
                        "eu-west-1",
                        "aws.endpoint",
                        endpoint.toString(),
                        "deadline",
                        deadline));
    }

    private static Map<String, List<String>> decided(Path output) throws Exception {
        var rows = new TreeMap<String, List<String>>();
        for (var table : DECIDED.entrySet()) {
            rows.put(table.getKey(), column(output, table.getValue()));
        }
        return rows;
    }

    /** Sentences without an event, or with one that is not in their thread. */
    private static List<String> uncited(Path output) throws Exception {
        return column(
                output,
                """
                with said as (
                    select thread_id, unnest(storyline) as sentence from explanations
                    union all select thread_id, unnest(advice) from explanations
                    union all select thread_id, unnest(hypotheses) from explanations)
                select sentence::varchar from said
                where len(sentence.event_ids) = 0
                   or not list_has_all(
                        (select list(event_id) from thread_events where thread_events.thread_id = said.thread_id),
                        sentence.event_ids)
                """);
    }

    private static List<String> column(Path output, String sql) throws Exception {
        var values = new ArrayList<String>();
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement()) {
            statement.execute("set TimeZone = 'UTC'");
            for (String table : List.of(
                    "decisions",
                    "anomalies",
                    "scores",
                    "threads",
                    "thread_events",
                    "situations",
                    "commands",
                    "outcomes",
                    "dead_letters",
                    "explanations")) {
                if (Files.isDirectory(output.resolve("lake").resolve(table))) {
                    statement.execute("create view " + table + " as select * from read_parquet('"
                            + output.resolve("lake").resolve(table) + "/*/*/*.parquet', union_by_name = true)");
                }
            }
            try (var rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
        }
        return values;
    }

    /** A point a minute, for the models to be warm when it jumps. */
    private static List<String> points(int series) {
        var lines = new ArrayList<String>();
        lines.add("timestamp,value");
        for (int minute = 0; minute < HOURS * 60; minute++) {
            double value = 30 + 5 * Math.sin(minute / 20.0) + minute * 7919 % 13 / 10.0;
            boolean jumps = minute >= 330 + 20 * series && minute < 340 + 20 * series;
            lines.add(
                    START.plusSeconds(minute * 60L).toString().replace('T', ' ').replace("Z", "") + ","
                            + (jumps ? value * 2.5 : value));
        }
        return lines;
    }
}
