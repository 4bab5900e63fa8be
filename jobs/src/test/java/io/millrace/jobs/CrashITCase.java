package io.millrace.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.jobs.ends.ReplaySources;
import io.millrace.operators.replay.ReplaySource;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crash, or a stop and a start with another parallelism, leaves no trace in what the job wrote. */
class CrashITCase {
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
    void aTaskManagerKilledBetweenCheckpointsChangesNothing() throws Exception {
        var crashed = ReplayJob.over(baseline.recording(), folder.resolve("crashed"));
        var gate = new Gate();
        var atCheckpoint = gate.stopAfter(baseline.records() / 3);
        var job = cluster.submit(crashed.graph(cluster.environment(2, "hashmap", 3), new ReplaySources(source(gate))));
        atCheckpoint.get(2, TimeUnit.MINUTES);
        cluster.checkpoint(job);
        var beyondCheckpoint = gate.stopAfter(baseline.records() * 2 / 3);
        beyondCheckpoint.get(2, TimeUnit.MINUTES);

        cluster.killTaskManager();
        gate.open();
        cluster.await(job);

        assertThat(cluster.restarts(job)).isPositive();
        assertThat(crashed.result().unlike(baseline.result())).isEmpty();
    }

    @Test
    void aSavepointOfOneTaskGoesOnWithTwo() throws Exception {
        var rescaled = ReplayJob.over(baseline.recording(), folder.resolve("rescaled"));
        var gate = new Gate();
        var half = gate.stopAfter(baseline.records() / 2);
        var before =
                cluster.submit(rescaled.graph(cluster.environment(1, "hashmap", 0), new ReplaySources(source(gate))));
        half.get(2, TimeUnit.MINUTES);
        String savepoint = cluster.stop(before, folder.resolve("savepoints"));
        gate.open();

        var after = rescaled.graph(cluster.environment(2, "hashmap", 0), new ReplaySources(source(gate)));
        after.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
        cluster.await(cluster.submit(after));

        assertThat(rescaled.result().unlike(baseline.result())).isEmpty();
    }

    private static GatedSource source(Gate gate) throws Exception {
        return new GatedSource(ReplaySource.of(baseline.recording(), Recordings.series(baseline.recording())), gate);
    }
}
