package io.millrace.operators.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.domain.RawRecord;
import io.millrace.domain.time.Slots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ReplaySourceITCase {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

    private static final int LINES = 100_000;

    @Test
    void aCrashBetweenCheckpointsLosesAndRepeatsNothing(@TempDir Path input) throws Exception {
        var lines = new ArrayList<String>();
        for (int i = 0; i < LINES; i++) {
            lines.add("{\"time\":\"" + Instant.ofEpochSecond(1_785_924_000L + (i ^ 3)) + "\"}");
        }
        Files.write(input.resolve("events.ndjson"), lines);
        FailsOnce.FAILED.set(false);

        var environment = StreamExecutionEnvironment.getExecutionEnvironment(
                new Configuration().set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay"));
        environment.enableCheckpointing(20);
        environment.getConfig().disableGenericTypes();
        var seen = new ArrayList<String>();
        try (var records = environment
                .fromSource(ReplaySource.of(input), ReplaySource.watermarks(), "replay")
                .setParallelism(1)
                .process(new FailsOnce())
                .returns(Types.STRING)
                .setParallelism(1)
                .executeAndCollect()) {
            records.forEachRemaining(seen::add);
        }

        assertThat(FailsOnce.FAILED).isTrue();
        assertThat(seen).hasSize(LINES).doesNotHaveDuplicates();
        assertThat(seen.stream().map(row -> Long.parseLong(row.split(" ")[0])).toList())
                .isSorted();
    }

    /** Fails after a checkpoint, and gives each record's arrival and position; checks the watermark before it. */
    private static final class FailsOnce extends ProcessFunction<RawRecord, String> implements CheckpointListener {
        static final AtomicBoolean FAILED = new AtomicBoolean();

        private boolean checkpointed;
        private int since;

        @Override
        public void open(OpenContext context) {
            since = 0;
        }

        @Override
        public void processElement(RawRecord record, Context context, Collector<String> out) throws Exception {
            if (checkpointed && ++since > 500 && FAILED.compareAndSet(false, true)) {
                throw new IllegalStateException("planned failure");
            }
            var arrived = record.getArrivedAt().toEpochMilli();
            var watermark = context.timerService().currentWatermark();
            if (watermark >= arrived || context.timestamp() != arrived) {
                throw new AssertionError("late by its own watermark: " + record);
            }
            if (watermark > 0 && Slots.endOf(watermark) != watermark) {
                throw new AssertionError("a watermark inside a slot");
            }
            out.collect(arrived + " " + record.getPosition());
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            checkpointed = true;
        }
    }

    @Test
    void theRealSeriesAndAllSamplesReplayInOrder() throws Exception {
        var shared = Path.of(System.getProperty("millrace.shared", "../../shared"));
        assumeTrue(Files.isDirectory(shared), "the shared material is not here");
        var environment = StreamExecutionEnvironment.getExecutionEnvironment();
        var source = ReplaySource.of(shared.resolve("samples"), shared.resolve("nab/data/realAWSCloudwatch"));

        var arrivals = new ArrayList<Instant>();
        var shards = new TreeSet<String>();
        try (var records = environment
                .fromSource(source, ReplaySource.watermarks(), "replay")
                .setParallelism(1)
                .executeAndCollect()) {
            records.forEachRemaining(record -> {
                arrivals.add(record.getArrivedAt());
                shards.add(record.getShard());
            });
        }

        assertThat(arrivals).isSorted();
        assertThat(shards).hasSize(27 + 17);
        assertThat(arrivals.size()).isGreaterThan(67_000);
    }
}
