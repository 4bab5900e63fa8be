package io.millrace.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.RawRecord;
import io.millrace.jobs.ends.ReplaySources;
import io.millrace.jobs.ends.Sources;
import io.millrace.operators.replay.ReplaySource;
import io.millrace.operators.stage.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The order of delivery within a slot changes nothing, from the parsers to the bus: the same rows in every table, decisions, members,
 * situations, threads, pages and commands among them, and the same entries. What arrives within half a minute arrives at one moment
 * here, so that a slot holds much that can be exchanged.
 */
class OrderOfDeliveryITCase {
    private static final Duration AT_ONCE = Duration.ofSeconds(30);

    private static LocalCluster cluster;
    private static Path recording;
    private static ReplayJob.Result inOrder;

    @TempDir
    static Path folder;

    @BeforeAll
    static void runInOrder() throws Exception {
        recording = Recordings.coarse(Recordings.write(folder.resolve("input")), AT_ONCE, folder.resolve("coarse"));
        cluster = LocalCluster.start(2, folder);
        inOrder = run("in-order", new ReplaySources(source()));
    }

    @AfterAll
    static void stopCluster() throws Exception {
        cluster.close();
    }

    @Test
    void theRecordingHasDecisionsSituationsThreadsAndPages() {
        assertThat(inOrder.lake().get("decisions")).hasSizeGreaterThan(500);
        assertThat(inOrder.lake().get("situations")).isNotEmpty();
        assertThat(inOrder.lake().get("threads")).hasSizeGreaterThan(50);
        assertThat(inOrder.lake().get("pages")).isNotEmpty();
        assertThat(inOrder.lake().get("commands")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aShuffleOfEachSlotGivesTheSameRowsAndEntries(long seed) throws Exception {
        long movedBefore = ShuffleSlots.MOVED.get();

        var shuffled = run("shuffled-" + seed, environment -> shuffled(environment, seed));

        assertThat(ShuffleSlots.MOVED.get() - movedBefore).isGreaterThan(1_000);
        assertThat(shuffled.unlike(inOrder)).isEmpty();
    }

    private static Sources.Inputs shuffled(StreamExecutionEnvironment environment, long seed) {
        return ReplaySources.inputs(ReplaySources.records(environment, source())
                .transform("Shuffle slots", Records.type(RawRecord.class), new ShuffleSlots<>(seed))
                .uid("shuffle-slots")
                .setParallelism(1));
    }

    private static ReplaySource source() {
        try {
            return ReplaySource.of(recording, Recordings.series(recording));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ReplayJob.Result run(String name, Sources sources) throws Exception {
        var job = ReplayJob.over(recording, folder.resolve(name));
        cluster.await(cluster.submit(job.graph(cluster.environment(2, "hashmap", 0), sources)));
        return job.result();
    }
}
