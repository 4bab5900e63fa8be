package io.millrace.jobs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.contrib.streaming.state.RocksDBOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster in this process with one slot on each of its task managers, so that killing one kills tasks. */
final class LocalCluster implements AutoCloseable {
    private static final long MINUTES = 3;

    private final MiniCluster cluster;
    private final Path checkpoints;
    private int killed;

    private LocalCluster(MiniCluster cluster, Path checkpoints) {
        this.cluster = cluster;
        this.checkpoints = checkpoints;
    }

    static LocalCluster start(int taskManagers, Path scratch) throws Exception {
        var configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(8));
        var cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(taskManagers)
                .setNumSlotsPerTaskManager(1)
                .build());
        cluster.start();
        return new LocalCluster(cluster, scratch.resolve("checkpoints"));
    }

    /** An environment whose job may restart so many times and is checkpointed only when a test says so. */
    StreamExecutionEnvironment environment(int parallelism, String stateBackend, int restarts) {
        var configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, stateBackend);
        // Shared by this job's twenty states, a test's little managed memory makes RocksDB flush at every turn.
        configuration.set(RocksDBOptions.USE_MANAGED_MEMORY, false);
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, restarts == 0 ? "none" : "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, restarts);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        var environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(parallelism);
        return environment;
    }

    JobID submit(JobGraph job) throws Exception {
        return cluster.submitJob(job).get(MINUTES, TimeUnit.MINUTES).getJobID();
    }

    /** Waits for the end of bounded input; throws what the job failed with. */
    void await(JobID job) throws Exception {
        cluster.requestJobResult(job)
                .get(MINUTES, TimeUnit.MINUTES)
                .toJobExecutionResult(LocalCluster.class.getClassLoader());
    }

    /** Once all tasks run: before, Flink refuses. */
    void checkpoint(JobID job) throws Exception {
        Until.holds(() -> tasks(job).allMatch(task -> task.getExecutionState() == ExecutionState.RUNNING));
        cluster.triggerCheckpoint(job, CheckpointType.FULL).get(MINUTES, TimeUnit.MINUTES);
    }

    /** Stops the job where it stands and gives the savepoint's path. */
    String stop(JobID job, Path folder) throws Exception {
        return cluster.stopWithSavepoint(job, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
                .get(MINUTES, TimeUnit.MINUTES);
    }

    /** How often the job has started anew so far. */
    long restarts(JobID job) {
        return tasks(job)
                .mapToLong(task -> task.getCurrentExecutionAttempt().getAttemptNumber())
                .max()
                .orElse(0);
    }

    private Stream<AccessExecutionVertex> tasks(JobID job) {
        return cluster.getExecutionGraph(job).join().getAllVertices().values().stream()
                .flatMap(vertex -> Arrays.stream(vertex.getTaskVertices()));
    }

    /** Kills the oldest task manager and starts another. */
    void killTaskManager() throws Exception {
        cluster.terminateTaskManager(killed++).get(MINUTES, TimeUnit.MINUTES);
        cluster.startTaskManager();
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
