package io.millrace.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.jobs.ends.ReplaySources;
import io.millrace.operators.replay.ReplaySource;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A job of an earlier version was stopped with a savepoint in the middle of a recording; this version goes on with it.
 * The savepoints are named for the commit that made them ({@link #leavesASavepointForLaterVersions()}).
 */
class UpgradeITCase {
    private static final String RESOURCES = "src/test/resources/upgrade";
    /** What the second half brings is the same as without the stop; the changelog counts the versions of a thread as it grew. */
    private static final List<String> AS_IF_NEVER_STOPPED =
            List.of("events", "decisions", "scores", "anomalies", "thread_events", "commands", "outcomes");

    /** The bundle that shipped with 97b1d06: a condition that is new would be met half-way in one run only. */
    private static final Path CONTENT = Path.of(RESOURCES, "content").toAbsolutePath();

    /** Where the savepoints were taken, in records. */
    private static final double PART_BEFORE = 0.7;

    @TempDir
    static Path folder;

    private static Path recording;
    private static LocalCluster cluster;

    @BeforeAll
    static void startCluster() throws Exception {
        recording = Path.of(RESOURCES, "recording").toAbsolutePath();
        cluster = LocalCluster.start(1, folder);
    }

    @AfterAll
    static void stopCluster() throws Exception {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"d1dc289", "97b1d06"})
    void goesOnWithTheSavepointOfAnEarlierVersion(String version) throws Exception {
        var savepoint = unzipped(Path.of(RESOURCES, version + ".zip"), folder.resolve("savepoint-" + version));
        var whole =
                ReplayJob.over(recording, folder.resolve("whole-" + version)).with(CONTENT);
        cluster.await(cluster.submit(whole.graph(cluster.environment(1, "hashmap", 0))));
        var upgraded =
                ReplayJob.over(recording, folder.resolve("upgraded-" + version)).with(CONTENT);

        // Flink refuses where a state has no operator any more
        var graph = upgraded.graph(cluster.environment(1, "hashmap", 0));
        graph.setSavepointRestoreSettings(
                SavepointRestoreSettings.forPath(savepoint.toUri().toString()));
        cluster.await(cluster.submit(graph));

        var rows = upgraded.result().lake();
        var known = whole.result().lake();
        for (String table : AS_IF_NEVER_STOPPED) {
            assertThat(rows.get(table)).as(table).isNotEmpty();
            assertThat(ReplayJob.Result.surplus(rows(rows, table), rows(known, table)))
                    .as(table)
                    .isEmpty();
        }
        assertThat(rows.get("dead_letters")).isEmpty();
        assertThat(changed(rows, "")).isSubsetOf(changed(known, ""));
        assertThat(changed(rows, "'change': RESOLVED"))
                .as("threads of the earlier version that ended in this one")
                .anyMatch(thread -> !changed(rows, "'change': OPENED").contains(thread));
    }

    private static List<String> rows(Map<String, List<String>> lake, String table) {
        return lake.getOrDefault(table, List.of());
    }

    /** Ids of the threads that have such a row. */
    private static List<String> changed(Map<String, List<String>> lake, String what) {
        return rows(lake, "threads").stream()
                .filter(row -> row.contains(what))
                .map(row -> row.replaceFirst(".*'thread_id': ([0-9a-f]+),.*", "$1"))
                .distinct()
                .toList();
    }

    /** Run by hand before a release ({@code -Dmillrace.savepoint=write}); the file is renamed for the commit. */
    @Test
    @EnabledIfSystemProperty(named = "millrace.savepoint", matches = "write")
    void leavesASavepointForLaterVersions() throws Exception {
        var gate = new Gate();
        var there = gate.stopAfter((long) (Recordings.count(recording) * PART_BEFORE));
        var source = new GatedSource(ReplaySource.of(recording, Recordings.series(recording)), gate);
        var job = ReplayJob.over(recording, folder.resolve("earlier")).with(CONTENT);
        var id = cluster.submit(job.graph(cluster.environment(1, "hashmap", 0), new ReplaySources(source)));
        there.get(2, TimeUnit.MINUTES);

        zip(Path.of(URI.create(cluster.stop(id, folder.resolve("savepoints")))), Path.of(RESOURCES, "this.zip"));
    }

    private static Path unzipped(Path zip, Path target) throws IOException {
        Files.createDirectories(target);
        try (var in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Files.copy(in, target.resolve(entry.getName()));
            }
        }
        return target;
    }

    private static void zip(Path source, Path zip) throws IOException {
        List<Path> files;
        try (var found = Files.list(source)) {
            files = found.sorted().toList();
        }
        try (OutputStream out = Files.newOutputStream(zip);
                var entries = new ZipOutputStream(out)) {
            for (Path file : files) {
                entries.putNextEntry(new ZipEntry(file.getFileName().toString()));
                Files.copy(file, entries);
            }
        }
    }
}
