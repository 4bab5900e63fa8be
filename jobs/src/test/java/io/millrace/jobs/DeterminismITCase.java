package io.millrace.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Same records in, same results out (DESIGN §1, promise 2). */
class DeterminismITCase {
    private static LocalCluster cluster;
    private static Baseline baseline;

    @TempDir
    static Path folder;

    @BeforeAll
    static void startCluster() throws Exception {
        baseline = Baseline.get();
        cluster = LocalCluster.start(2, folder);
    }

    @AfterAll
    static void stopCluster() throws Exception {
        cluster.close();
    }

    @Test
    void theRecordingHasSomethingOfEverythingThatIsCompared() {
        // no remote model is asked here; RemoteAnswersITCase compares what those say
        assertThat(baseline.result().lake().entrySet().stream()
                        .filter(table -> table.getValue().isEmpty())
                        .map(table -> table.getKey()))
                .containsExactly("remote_answers");
        assertThat(baseline.result().entries())
                .contains("Thread Opened", "Thread Resolved", "Remediation Requested", "Escalation Raised");
    }

    @Test
    void twoTasksOnRocksDbGiveWhatOneTaskOnHeapGives() throws Exception {
        var again = ReplayJob.over(baseline.recording(), folder.resolve("again"));

        cluster.await(cluster.submit(again.graph(cluster.environment(2, "rocksdb", 0))));

        assertThat(again.result().unlike(baseline.result())).isEmpty();
    }

    /** Cut just after a record: what only a timer tells between the last record and the cut, the part cannot know. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-08-05T10:02:08Z", "2026-08-05T12:03:04Z"})
    void aTruncatedInputGivesAPrefix(String cut) throws Exception {
        Instant end = Instant.parse(cut);
        Path input = Recordings.truncated(baseline.recording(), end, folder.resolve("cut-" + end.toEpochMilli()));
        var part = ReplayJob.over(input, folder.resolve("part-" + end.toEpochMilli()));

        cluster.await(cluster.submit(part.graph(cluster.environment(2, "hashmap", 0))));

        var result = part.result();
        for (var table : result.lake().entrySet()) {
            if (!table.getKey().equals("scoreboard")) { // its rows are of whole hours
                assertThat(before(Instant.MAX, table.getValue()))
                        .as(table.getKey())
                        .isEqualTo(before(end, baseline.result().lake().getOrDefault(table.getKey(), List.of())));
            }
        }
        assertThat(result.entries())
                .isNotEmpty()
                .isEqualTo(entriesBefore(end, baseline.result().entries()));
    }

    /** Rows that arrived before the cut, without what only says that the input ended. */
    private static List<String> before(Instant end, List<String> rows) {
        return rows.stream()
                .filter(row -> !row.contains("OPEN_AT_END"))
                .filter(row -> arrival(row).isBefore(end))
                .toList();
    }

    private static Instant arrival(String row) {
        String column = "'arrived_at': '";
        int at = row.lastIndexOf(column) + column.length();
        assertThat(at).as(row).isGreaterThan(column.length());
        return Instant.parse(
                row.substring(at, row.indexOf('\'', at)).replace(' ', 'T').replace("+00", "Z"));
    }

    private static String entriesBefore(Instant end, String entries) {
        String time = "\"Time\":\"";
        var kept = new StringBuilder();
        Arrays.stream(entries.split("\n"))
                .filter(entry -> {
                    int at = entry.lastIndexOf(time) + time.length();
                    return Instant.parse(entry.substring(at, entry.indexOf('"', at)))
                            .isBefore(end);
                })
                .forEach(entry -> kept.append(entry).append('\n'));
        return kept.toString();
    }
}
