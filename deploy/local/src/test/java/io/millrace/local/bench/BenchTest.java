package io.millrace.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.cli.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small runs: whether something was measured, never how long it took. */
class BenchTest {
    private static final Effort TINY =
            new Effort(0, 1, Duration.ofMillis(20), Duration.ZERO, 1, Duration.ofMillis(300));

    private static final ScorerFigures SCORERS = new ScorerFigures(
            10,
            5,
            new Measured(10, 9, 11),
            new Measured(20, 19, 21),
            new Measured(100, 90, 110),
            4000,
            900,
            5000,
            300000);

    @TempDir
    private Path logs;

    @BeforeAll
    static void asTheCommandDoes() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    @Test
    void jmhMeasuresPartsOfWhichARatioCanBeMade() throws Exception {
        var parts = new PartsRun(TINY, logs.resolve("jmh.log"), Progress.onStandardError());

        var measured = parts.measure(MetricParts.class, List.of("tokens", "parse"));

        assertThat(measured).containsOnlyKeys("tokens", "parse");
        assertThat(new BenchResult(List.of(), SCORERS, measured).ratio("tokens", "parse"))
                .isPositive()
                .isFinite();
    }

    @Test
    void theWholeJobIsMeasuredOverAlarmsThatReachTheThreads() throws Exception {
        var figures = new PipelineRun(BenchRecords.ALARM, TINY).run();

        assertThat(figures.processor().median()).isPositive().isFinite();
        assertThat(figures.flow().into("Check entries")).isPositive();
    }

    @Test
    void theReportStatesTheRatioOfWholeToParts() {
        var one = new Measured(100, 90, 120);
        var way = new Way(
                "a point",
                "point",
                List.of(new Part("parse", 1, one), new Part("row", 0.5, one)),
                new PipelineFigures(new Measured(300, 290, 310), new Measured(200, 190, 210), Flow.counted(1)));
        var measured = new TreeMap<String, Measured>();
        for (String name : List.of("tokens", "texts", "parse", "score")) {
            measured.put(name, one);
        }
        for (String name : List.of("tokens", "texts", "parse", "ruler", "triage")) {
            measured.put(name + " ALARM", one);
            measured.put(name + " HEALTH", one);
        }
        var text = new StringWriter();

        new BenchReport(new BenchResult(List.of(way), SCORERS, Map.copyOf(measured)), new PrintWriter(text)).print();

        assertThat(text.toString())
                .contains("For a point the pipeline costs 2.00 times the sum of its parts.")
                .contains("A series is scored at 10.0 times the rate of the library's forest, 5.0 with its changes.");
    }

    @Test
    void everyRecordIsMadeByItsNumberAloneAndAHealthEventHas2KB() {
        for (BenchRecords kind : BenchRecords.values()) {
            assertThat(kind.record(12_345)).as(kind.name()).isEqualTo(kind.record(12_345));
        }
        assertThat(BenchRecords.HEALTH.record(7).getData().remaining()).isBetween(1_900, 2_200);
        assertThat(StandardCharsets.UTF_8
                        .decode(BenchRecords.METRIC.record(7).getData())
                        .toString()
                        .lines())
                .hasSize(BenchRecords.POINTS_PER_RECORD);
    }

    @Test
    void theEventsOfTheBenchmarkAreAcceptedAndOpenThreads() {
        var sample = new EventSample(BenchRecords.HEALTH);

        assertThat(sample.signals).hasSameSizeAs(sample.events);
        assertThat(sample.changes).extracting(change -> change.getChange()).contains("OPENED", "RESOLVED");
        assertThat(sample.entries).isNotEmpty();
    }

    @Test
    void aSeriesKeepsItsPromisesOfBytesBesideTheLibrary() {
        var figures = new ScorersRun(1, 60).run();

        assertThat(figures.checkpoint()).isLessThan(8 * 1024);
        assertThat(figures.young()).isLessThan(2 * 1024);
        assertThat(figures.heap()).isLessThan(16 * 1024);
        assertThat(figures.forestHeap()).isGreaterThan(figures.heap());
        assertThat(figures.forests()).isEqualTo(60);
        assertThat(figures.ratio(figures.saving())).isPositive().isFinite();
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        assertThat(Measured.of(List.of(4.0, 1.0, 3.0, 10.0))).isEqualTo(new Measured(3.5, 1, 10));
    }
}
