package io.millrace.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.models.csv.CsvFolderScoring;
import io.millrace.models.csv.CsvScoring;
import io.millrace.models.series.ScoringSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the shipped settings are worth on the Numenta benchmark files of the shared folder, by its own scorer. Skipped
 * where the folder ({@code ../../shared}, or the system property {@code millrace.shared}) or python3 is absent.
 */
class NabScoreTest {
    private static final Path NAB =
            Path.of(System.getProperty("millrace.shared", "../../shared")).resolve("nab");

    @TempDir
    private static Path folder;

    private static Path scores;

    @BeforeAll
    static void scoreAllFiles() throws IOException {
        scores = folder.resolve("scores");
        if (hasBenchmark()) {
            new CsvFolderScoring(new CsvScoring(ScoringSettings.defaults()), (done, total, file, rows) -> {})
                    .score(NAB.resolve("data"), scores);
        }
    }

    @BeforeEach
    void needsTheBenchmarkAndPython() throws InterruptedException {
        assumeTrue(
                hasBenchmark(),
                () -> "skipped: no benchmark at " + NAB.toAbsolutePath().normalize()
                        + "; name its parent with -Dmillrace.shared=DIR");
        assumeTrue(hasPython(), "skipped: python3, which runs the benchmark's scorer, is not on the path");
    }

    private static boolean hasBenchmark() {
        return Files.isRegularFile(NAB.resolve("nab_score.py"));
    }

    @Test
    void theScoreColumnEarns68And65WithThresholdsChosenOnOtherCategories() throws Exception {
        var standard = grade(scores, "--loco").get("standard");

        assertThat(standard.get("score").asDouble()).isGreaterThanOrEqualTo(68);
        assertThat(standard.get("loco").get("score").asDouble()).isGreaterThanOrEqualTo(65);
    }

    @Test
    void theScoreColumnEarns57WhereFalseAlarmsCostTwice() throws Exception {
        assertThat(grade(scores).get("reward_low_FP_rate").get("score").asDouble())
                .isGreaterThanOrEqualTo(57);
    }

    @Test
    void theAnomaliesRaisedEarn60() throws Exception {
        var grades = folder.resolve("grades");
        for (var file : csvFiles(scores)) {
            var copy = grades.resolve(scores.relativize(file));
            Files.createDirectories(copy.getParent());
            var rows = Files.readAllLines(file).stream().map(line -> line.split(",", -1));
            Files.write(copy, (Iterable<String>) rows.map(
                    row -> row[0] + "," + (row[3].equals("anomaly_grade") ? "anomaly_score" : row[3]))::iterator);
        }

        assertThat(grade(grades, "--threshold", "1e-9")
                        .get("standard")
                        .get("score")
                        .asDouble())
                .isGreaterThanOrEqualTo(60);
    }

    @Test
    void theCloudWatchSeriesRaiseAtMostThreeAnomaliesInTenDays() throws IOException {
        var raised = 0L;
        var days = 0.0;
        for (var file : csvFiles(scores.resolve("realAWSCloudwatch"))) {
            var rows = Files.readAllLines(file);
            raised += rows.stream().skip(1).filter(NabScoreTest::isRaised).count();
            days += (rows.size() - 1) * 5 / 1440.0;
        }

        assertThat(raised / days).isLessThanOrEqualTo(0.3);
    }

    @Test
    void theFlatLineAndTheNoiselessDaysRaiseNothing() throws IOException {
        for (var name : List.of("art_flatline.csv", "art_daily_no_noise.csv")) {
            var rows = Files.readAllLines(scores.resolve("artificialNoAnomaly").resolve(name));
            assertThat(rows).hasSizeGreaterThan(4000);
            assertThat(rows.subList(1, rows.size())).noneMatch(NabScoreTest::isRaised);
        }
    }

    private static boolean isRaised(String row) {
        return Double.parseDouble(row.substring(row.lastIndexOf(',') + 1)) > 0;
    }

    private static List<Path> csvFiles(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
    }

    private static JsonNode grade(Path results, String... options) throws IOException, InterruptedException {
        var json = folder.resolve("result.json");
        var command =
                new ArrayList<>(List.of("python3", NAB.resolve("nab_score.py").toString()));
        command.addAll(List.of(
                "--data",
                NAB.resolve("data").toString(),
                "--labels",
                NAB.resolve("labels").toString()));
        command.addAll(List.of("--json", json.toString(), "--summary"));
        command.addAll(Arrays.asList(options));
        command.add(results.toString());
        assertThat(run(command)).as("exit code of the scorer").isZero();
        return new ObjectMapper().readTree(json.toFile()).get(0).get("profiles");
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return run(List.of("python3", "--version")) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
