package io.millrace.local.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Dimension;
import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.MetricScore;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import io.millrace.domain.StreamCount;
import io.millrace.local.cli.BadInput;
import io.millrace.local.cli.ExitCodes;
import io.millrace.operators.lake.Lake;
import io.millrace.operators.lake.LakeSink;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExportTrainingCommandTest {
    private static final Instant LAST = Instant.parse("2026-08-05T10:00:00Z");
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path lake;

    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();

    /** Two series, one of 300 points with a gap, one of three; calls of two callers; one of each out of reach of a day. */
    @BeforeAll
    static void aLakeAsTheJobWritesIt() throws Exception {
        var environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        environment.setRuntimeMode(RuntimeExecutionMode.BATCH);
        var root = new org.apache.flink.core.fs.Path(lake.toUri());
        var scores = new ArrayList<MetricScore>();
        for (int i = 0; i < 300; i++) {
            if (i != 7) {
                scores.add(score("long", LAST.minus(FIVE_MINUTES.multipliedBy(299 - i)), i));
            }
        }
        scores.add(score("long", LAST, 299));
        for (int i = 0; i < 3; i++) {
            scores.add(score("short", LAST.minus(FIVE_MINUTES.multipliedBy(2 - i)), i));
        }
        environment.fromData(scores, new AvroTypeInfo<>(MetricScore.class)).sinkTo(LakeSink.of(Lake.SCORES, root));
        environment
                .fromData(
                        List.of(new StreamCount("metrics", LAST, "scored", 3030L)),
                        new AvroTypeInfo<>(StreamCount.class))
                .sinkTo(LakeSink.of(Lake.SCOREBOARD, root));
        environment
                .fromData(
                        List.of(
                                call("1", LAST, "ana", "203.0.113.9", "AWS API Call via CloudTrail"),
                                call("2", LAST.plusSeconds(60), "ana", "203.0.113.9", "AWS API Call via CloudTrail"),
                                call("3", LAST, "a,b", "198.51.100.7", "AWS Console Sign In via CloudTrail"),
                                call("4", LAST, "bob", "ec2.amazonaws.com", "AWS API Call via CloudTrail"),
                                call("5", LAST, "bob", "203.0.113.9", "EC2 Instance State-change Notification"),
                                call(
                                        "6",
                                        LAST.minus(Duration.ofDays(40)),
                                        "old",
                                        "7.7.7.7",
                                        "AWS API Call via CloudTrail"),
                                call(
                                        "7",
                                        LAST.minus(Duration.ofDays(100)),
                                        "older",
                                        "7.7.7.7",
                                        "AWS API Call via CloudTrail")),
                        new AvroTypeInfo<>(OpsEvent.class))
                .sinkTo(LakeSink.of(Lake.EVENTS, root));
        environment.execute();
    }

    @Test
    void aForestGetsTheVectorsThatTheJobWouldAskAbout() throws IOException {
        assertThat(run("--algorithm", "rcf", "--features", "4")).isEqualTo(ExitCodes.DONE);

        List<String> lines = lines("train/vectors.csv");
        assertThat(lines).hasSize(296).allMatch(line -> line.split(",").length == 4);
        assertThat(said.toString())
                .contains("296 vectors")
                .contains("feature_dim=4")
                .contains("Note: the lake holds 10 % of the scored points");
    }

    @Test
    void deepArGetsWholeDaysOnAGridAndItsLastHourOnlyToBeTested() throws IOException {
        assertThat(run("--algorithm", "deepar")).isEqualTo(ExitCodes.DONE);

        assertThat(lines("test/series.json"))
                .singleElement()
                .asString()
                .startsWith("{\"start\":\"2026-08-04 09:05:00\",\"target\":[0.0,1.0,2.0,3.0,4.0,5.0,6.0,\"NaN\",8.0,")
                .endsWith(",298.0,299.0]}");
        assertThat(lines("train/series.json")).singleElement().asString().endsWith(",286.0,287.0]}");
        assertThat(said.toString()).contains("1 series with less than a day were left out");
    }

    @Test
    void ipInsightsGetsEachCallersAddressOnceAnHourForThreeMonths() throws IOException {
        assertThat(run("--algorithm", "ip-insights")).isEqualTo(ExitCodes.DONE);
        assertThat(lines("train/accesses.csv"))
                .containsExactlyInAnyOrder("1:user/ana,203.0.113.9", "1:user/a%2Cb,198.51.100.7", "1:user/old,7.7.7.7");
    }

    @Test
    void daysAndNamespaceNarrowIt() throws IOException {
        assertThat(run("--algorithm", "ip-insights", "--days", "30")).isEqualTo(ExitCodes.DONE);
        assertThat(lines("train/accesses.csv")).hasSize(2);

        deleteOut();
        assertThat(run("--algorithm", "rcf", "--namespace", "It's/Another")).isEqualTo(ExitCodes.DONE);
        assertThat(lines("train/vectors.csv")).isEmpty();
    }

    @Test
    void wrongUseIsRefusedBeforeAnythingIsWritten() throws IOException {
        assertThat(run("--algorithm", "xgboost")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(said.toString()).contains("rcf, deepar or ip-insights");
        assertThat(run("--algorithm", "rcf", "--days", "0")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(folder.resolve("out")).doesNotExist();

        Files.createDirectories(folder.resolve("out/train"));
        assertThat(run("--algorithm", "rcf")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(said.toString()).contains("is not empty");
    }

    private void deleteOut() throws IOException {
        Files.move(folder.resolve("out"), folder.resolve("before"));
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve("out").resolve(file));
    }

    private int run(String... options) {
        var arguments = new ArrayList<>(List.of(
                "--lake", lake.toString(), "--out", folder.resolve("out").toString()));
        arguments.addAll(List.of(options));
        var command = new CommandLine(new ExportTrainingCommand())
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .setExecutionExceptionHandler((failure, at, parsed) -> {
                    said.write(failure + " " + (failure instanceof BadInput bad ? bad.remedy() : ""));
                    return failure instanceof BadInput ? ExitCodes.BAD_INPUT : ExitCodes.FAILED;
                });
        return command.execute(arguments.toArray(String[]::new));
    }

    private static MetricScore score(String series, Instant at, double value) {
        return MetricScore.newBuilder()
                .setRecordId(series + at)
                .setLine(0)
                .setSeriesKey(series)
                .setAccount("111122223333")
                .setRegion("eu-west-1")
                .setNamespace("Shop/Checkout")
                .setMetricName("Latency")
                .setDimensions(List.of(new Dimension("Service", "checkout")))
                .setTimestamp(at)
                .setArrivedAt(at.plusSeconds(150))
                .setValue(value)
                .setAnomalyScore(0)
                .setThreshold(1)
                .setAnomalyGrade(0)
                .setExpected(value)
                .setModel("embedded-rcf-1d")
                .build();
    }

    private static OpsEvent call(String id, Instant at, String user, String address, String detailType) {
        return OpsEvent.newBuilder()
                .setRecordId(id)
                .setEventId(id)
                .setOrigin(Origin.STREAM)
                .setArrivedAt(at)
                .setEventTime(at)
                .setSource("aws.iam")
                .setDetailType(detailType)
                .setKind(EventKind.OTHER)
                .setStatus(EventStatus.INFORMATIONAL)
                .setSeverity(1)
                .setIdentity(id)
                .setDeliveryId(id)
                .setRevision(0)
                .setTitle("call")
                .setText("")
                .setAccount("1")
                .setRegion("eu-west-1")
                .setResources(List.of())
                .setCorrelationKeys(List.of())
                .setAttributes(
                        Map.of("userType", "IAMUser", "userName", user, "userAccount", "1", "sourceIPAddress", address))
                .build();
    }
}
