package io.millrace.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.ContentOffer;
import io.millrace.jobs.config.JobConfig;
import io.millrace.jobs.ends.Ends;
import io.millrace.jobs.ends.ReplaySources;
import io.millrace.jobs.ends.Sources;
import io.millrace.operators.replay.ReplaySource;
import io.millrace.runbooks.ContentBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Content that is shipped while the job runs: what it decides from which record on, what becomes of an invalid bundle, and that a replay
 * changes at the same record. The job is stopped after the bundles came and goes on from its savepoint, without anybody shipping them again.
 */
class ContentChangeITCase {
    private static final double PART_BEFORE = 0.3;

    /** Later than the records that are read before the stop. */
    private static final Instant SHIPPED = Instant.parse("2026-08-05T10:00:00Z");

    private static final String APPLIES = "2026-08-05T10:00:10Z";

    @TempDir
    static Path folder;

    private static LocalCluster cluster;
    private static ReplayJob.Result live;
    private static ReplayJob.Result replayed;

    @BeforeAll
    static void runBoth() throws Exception {
        Path recording = Recordings.write(folder.resolve("input"));
        write(version("quiet", "quiet: true"), folder.resolve("content/quiet"));
        write(ContentBundle.shipped().files(), folder.resolve("content/first"));
        cluster = LocalCluster.start(2, folder);
        live = live(recording, folder.resolve("live"));
        replayed = replayed(recording, folder.resolve("replayed"));
    }

    @AfterAll
    static void stopCluster() throws Exception {
        cluster.close();
    }

    @Test
    void theNewVersionDecidesFromTheRecordThatArrivesAtItsMoment() {
        List<String> decisions = rows("decisions");

        assertThat(decisions.stream().filter(row -> row.contains("'content_version': quiet")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(arrival(row)).isAfterOrEqualTo(Instant.parse(APPLIES)));
        assertThat(decisions.stream().filter(row -> row.contains("'rule': quiet,")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).contains("'content_version': quiet"));
        assertThat(decisions.stream()
                        .filter(row -> row.contains("'stage': triage"))
                        .filter(row -> arrival(row).isBefore(Instant.parse(APPLIES))))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).contains("'content_version': example-1"));
    }

    @Test
    void whatWasOpenBeforeEndsWithTheVersionThatItBeganWith() {
        assertThat(rows("decisions").stream()
                        .filter(row -> !arrival(row).isBefore(Instant.parse(APPLIES)))
                        .filter(row -> row.contains("'content_version': example-1")))
                .as("identities that were open at the change")
                .isNotEmpty();
        assertThat(rows("threads").stream().filter(row -> row.contains("'change': OPENED")))
                .as("whatever begins later is discharged")
                .allSatisfy(row -> assertThat(row).contains("'content_version': example-1"));
    }

    @Test
    void eachBundleHasItsRowAndAnInvalidOneIsRefusedWholeAndReported() {
        List<String> rows = rows("content_versions");

        assertThat(rows).hasSize(3);
        assertThat(rows).anySatisfy(row -> assertThat(row).contains("'version': example-1", "'action': started"));
        assertThat(rows).anySatisfy(row -> assertThat(row)
                .contains(
                        "'version': quiet",
                        "'action': accepted",
                        APPLIES.replace('T', ' ').replace("Z", "")));
        assertThat(rows).anySatisfy(row -> assertThat(row)
                .contains("'version': wrong", "'action': refused", "guardrails.yaml"));
        assertThat(live.entries().lines().filter(line -> line.contains("content-refused")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("Report Produced", "guardrails.yaml"));
        assertThat(live.lake().values().stream().flatMap(List::stream))
                .noneMatch(row -> row.contains("'content_version': wrong"));
        assertThat(rows("dead_letters")).noneMatch(row -> row.contains("'stage': content"));
    }

    @Test
    void aReplayOfTheRecordedMomentGivesTheSameRows() {
        assertThat(live.lake().keySet()).isEqualTo(replayed.lake().keySet());
        assertThat(withoutContent(live).unlike(withoutContent(replayed))).isEmpty();
    }

    private static ReplayJob.Result live(Path recording, Path output) throws Exception {
        var job = ReplayJob.over(recording, output);
        var gate = new Gate();
        var there = gate.stopAfter((long) (Recordings.count(recording) * PART_BEFORE));
        var data = new ReplaySources(new GatedSource(ReplaySource.of(recording, Recordings.series(recording)), gate));
        var wrong = version("wrong", "killSwitch: perhaps");
        var offers = new OfferedContent(List.of(
                new ContentOffer("", SHIPPED.minusSeconds(60), true, Map.of()),
                new ContentOffer("content/wrong", SHIPPED.minusSeconds(30), false, wrong),
                new ContentOffer("content/quiet", SHIPPED, false, version("quiet", "quiet: true"))));
        var id = cluster.submit(job.graph(cluster.environment(2, "rocksdb", 0), environment -> {
            var inputs = data.in(environment);
            return new Sources.Inputs(inputs.metrics(), inputs.events(), offers.in(environment));
        }));
        there.get(2, TimeUnit.MINUTES);
        offers.told().get(2, TimeUnit.MINUTES);
        String savepoint = cluster.stop(id, folder.resolve("savepoints"));

        var rest = job.graph(cluster.environment(2, "rocksdb", 0));
        rest.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
        cluster.await(cluster.submit(rest));
        return job.result();
    }

    private static ReplayJob.Result replayed(Path recording, Path output) throws Exception {
        var job = ReplayJob.over(recording, output);
        var replay = new TreeMap<>(Map.of(
                "input", recording.toString(),
                "metrics.csv", Recordings.series(recording).toString(),
                "content.moments", "example-1=1970-01-01T00:00:00Z,quiet=" + APPLIES));
        var config = JobConfig.of(Map.of(
                "Input", Map.of("kind", "replay"),
                "Replay", replay,
                "Content", Map.of("path", folder.resolve("content").toUri().toString()),
                "Lake", Map.of("path", job.lake().toUri().toString()),
                "EventBridge", Map.of("file.path", job.parts().toUri().toString())));
        StreamExecutionEnvironment environment = cluster.environment(1, "hashmap", 0);
        MillraceJob.define(environment, Ends.sources(config), Ends.stages(config), Ends.sinks(config));
        JobGraph graph = environment.getStreamGraph().getJobGraph();
        cluster.await(cluster.submit(graph));
        return job.result();
    }

    /** What differs by nature: the rows about bundles, and the reports of them. */
    private static ReplayJob.Result withoutContent(ReplayJob.Result result) {
        var lake = new TreeMap<>(result.lake());
        lake.remove("content_versions");
        var entries = new ArrayList<String>();
        result.entries().lines().filter(line -> !line.contains("content-")).forEach(entries::add);
        return new ReplayJob.Result(lake, String.join("\n", entries));
    }

    private static List<String> rows(String table) {
        return live.lake().getOrDefault(table, List.of());
    }

    private static Instant arrival(String row) {
        String column = "'arrived_at': '";
        int at = row.lastIndexOf(column) + column.length();
        return Instant.parse(
                row.substring(at, row.indexOf('\'', at)).replace(' ', 'T').replace("+00", "Z"));
    }

    /** The shipped bundle with a first policy that discharges all; or with guardrails that nobody can read. */
    private static TreeMap<String, String> version(String version, String change) {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.keySet().removeIf(path -> path.startsWith("policies/tests/"));
        files.put("bundle.yaml", "version: " + version + "\neffectiveFrom: 2026-08-01T00:00:00Z\n");
        if (change.startsWith("killSwitch")) {
            files.put("guardrails.yaml", change);
        } else {
            files.put(
                    "policies/00-quiet.yaml",
                    "policies:\n  - id: quiet\n    description: nothing is pursued\n"
                            + "    match:\n      source: [{exists: true}]\n    then: {action: discharge}\n");
        }
        return files;
    }

    private static void write(Map<String, String> files, Path target) throws IOException {
        for (var file : files.entrySet()) {
            Path path = target.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }
}
