package io.millrace.local.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.sql.LakeSql;
import io.millrace.local.sql.SqlFormat;
import io.millrace.testing.simulation.Scenario;
import io.millrace.testing.simulation.Simulation;
import io.millrace.testing.simulation.SimulationFiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ninety days of input replay in a heap of 1 GB: what the job holds does not grow with time. Takes minutes, so it runs
 * where {@code millrace.ninety.days} is true.
 */
@EnabledIfSystemProperty(named = "millrace.ninety.days", matches = "true")
class NinetyDaysITCase {
    private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");
    private static final Duration NINETY_DAYS = Duration.ofDays(90);
    /** Three hundred series with a point each hour, an event every few minutes, an incident a day, a tick each minute. */
    private static final Scenario SPARSE =
            new Scenario("sparse", 0.04, 4, 0.2, 0.01, 0.003, 0.3, 0, 0, Duration.ofDays(15), true, 0, 60);

    @TempDir
    Path folder;

    @Test
    void replayInOneGigabyteOfHeap() throws Exception {
        Path input = folder.resolve("input");
        SimulationFiles.write(Simulation.over(SPARSE, 7, START, START.plus(NINETY_DAYS)), input);
        Path log = folder.resolve("replay.log");

        Process replay = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-Xmx1g",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Xlog:gc:file=" + folder.resolve("gc.log"),
                        "-Dmillrace.home=" + folder,
                        "-Dlog4j2.configurationFile=millrace-cli-log4j2.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.millrace.local.cli.Millrace",
                        "replay",
                        "--input",
                        input.toString(),
                        "--output",
                        folder.resolve("output").toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(replay.waitFor(20, TimeUnit.MINUTES)).isTrue();
        } finally {
            replay.destroyForcibly();
        }

        assertThat(replay.exitValue()).as(Files.readString(log)).isZero();
        assertThat(days()).isEqualTo("" + NINETY_DAYS.toDays());
        System.out.println(Files.readString(log) + "most heap after a collection: " + mostHeap() + " MB");
    }

    /** Days with decisions in the lake. */
    private String days() throws Exception {
        var out = new StringWriter();
        try (var sql = LakeSql.open(folder.resolve("output/lake"))) {
            sql.query("select count(distinct dt) from decisions_final", SqlFormat.CSV.to(new PrintWriter(out)));
        }
        return out.toString().lines().skip(1).findFirst().orElse("");
    }

    private int mostHeap() throws Exception {
        return Files.readAllLines(folder.resolve("gc.log")).stream()
                .filter(line -> line.contains("->"))
                .mapToInt(line -> Integer.parseInt(line.replaceAll(".*->(\\d+)M.*", "$1")))
                .max()
                .orElse(0);
    }
}
