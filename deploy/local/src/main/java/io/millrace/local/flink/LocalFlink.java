package io.millrace.local.flink;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Environments that run a job on a MiniCluster in this process. */
public final class LocalFlink {
    private LocalFlink() {}

    /** What every local run shares: small buffers, state on heap, checkpoints in a folder, readable metrics. */
    public static Configuration configuration(Path scratch, Duration checkpointEvery) {
        var configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri(scratch.resolve("checkpoints")));
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointEvery);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(8));
        // A person is watching: a failure is shown, not repeated.
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(50));
        configuration.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(10));
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.setString("metrics.reporter.millrace.factory.class", JobMetrics.Factory.class.getName());
        return configuration;
    }

    /**
     * How Flink wants a local path to be written: with its scheme, and unlike a URI with blanks as they are, for
     * Flink would take %20 for part of the name.
     */
    public static String uri(Path path) {
        return "file://" + path.toAbsolutePath().normalize();
    }

    /** An environment without a web page. */
    public static StreamExecutionEnvironment environment(Configuration configuration, int parallelism) {
        return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
    }

    /** An environment with Flink's web page on the given port. */
    public static StreamExecutionEnvironment withWebPage(Configuration configuration, int parallelism, int port) {
        configuration.set(RestOptions.BIND_PORT, String.valueOf(port));
        configuration.set(RestOptions.PORT, port);
        var environment = StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(configuration);
        environment.setParallelism(parallelism);
        return environment;
    }
}
