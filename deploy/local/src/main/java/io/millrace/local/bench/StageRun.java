package io.millrace.local.bench;

import io.millrace.domain.Signal;
import io.millrace.local.flink.LocalFlink;
import io.millrace.operators.stage.Records;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.KeyedStream;

/** One stage alone in a job of its own, over signals that a source makes: processor time for one signal. */
final class StageRun {
    private static final Duration CHECKPOINT_EVERY = Duration.ofMinutes(5);

    private final boolean rocks;

    StageRun(boolean rocks) {
        this.rocks = rocks;
    }

    /** Nanoseconds of processor time for a signal, start of the job and source included. */
    double nanos(int scopes, long signals, Consumer<KeyedStream<Signal, String>> stage) throws Exception {
        Path scratch = Files.createTempDirectory("millrace-bench-");
        try {
            var configuration = SeriesRun.configuration(scratch, CHECKPOINT_EVERY);
            configuration.set(StateBackendOptions.STATE_BACKEND, rocks ? "rocksdb" : "hashmap");
            var environment = LocalFlink.environment(configuration, 1);
            environment.getConfig().disableGenericTypes();
            var source = new DataGeneratorSource<>(new StageSignals(scopes), signals, Records.type(Signal.class));
            var arrivals = WatermarkStrategy.<Signal>forGenerator(context -> new EachArrival())
                    .withTimestampAssigner(
                            (signal, none) -> signal.getEvent().getArrivedAt().toEpochMilli());
            stage.accept(
                    environment.fromSource(source, arrivals, "Bench signals").keyBy(Signal::getScope));
            var processor = new ProcessorTime();
            long before = processor.nanos();
            environment.execute("Millrace bench of a stage");
            return (processor.nanos() - before) / (double) signals;
        } finally {
            PipelineRun.delete(scratch);
        }
    }

    /** In order of arrival. */
    private static final class EachArrival implements WatermarkGenerator<Signal> {
        private static final long HALF_SECOND = 500;

        private long told = Long.MIN_VALUE;

        @Override
        public void onEvent(Signal signal, long arrivedAt, WatermarkOutput output) {
            if (arrivedAt >= told + HALF_SECOND) {
                told = arrivedAt;
                output.emitWatermark(new Watermark(arrivedAt - 1));
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }
}
