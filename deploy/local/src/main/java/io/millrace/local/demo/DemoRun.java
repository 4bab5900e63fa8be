package io.millrace.local.demo;

import io.millrace.jobs.MillraceJob;
import io.millrace.jobs.config.JobConfig;
import io.millrace.jobs.ends.Ends;
import io.millrace.local.flink.LocalFlink;
import io.millrace.runbooks.ContentBundle;
import io.millrace.testing.simulation.Simulation;
import io.millrace.testing.simulation.SimulationFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;

/** The stand-ins, the job and the simulated estate, running until closed. */
final class DemoRun implements AutoCloseable {
    private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(10);
    private static final int PARALLELISM = 2;

    private static final int RESTARTS = 3;
    /** Three seconds apart. */
    private static final int STOPS = 10;

    private final Path folder;
    private final SimulatedTime time;
    private final StandIns standIns;
    private final BusReader reader;
    private final StandInExecutor executor;
    private final Feeder feeder;
    private final Thread feeding;
    private final JobClient job;
    private final int webPort;

    private DemoRun(
            Path folder,
            SimulatedTime time,
            StandIns standIns,
            BusReader reader,
            StandInExecutor executor,
            Feeder feeder,
            JobClient job,
            int webPort) {
        this.folder = folder;
        this.time = time;
        this.standIns = standIns;
        this.reader = reader;
        this.executor = executor;
        this.feeder = feeder;
        this.feeding = new Thread(feeder, "feeder");
        this.job = job;
        this.webPort = webPort;
    }

    /**
     * Starts everything; records flow when this returns.
     *
     * @param home the checkout, for the S3 stand-in's build folder
     * @param folder where lake, bus logs and checkpoints go
     * @param webPort port of Flink's web page
     */
    static DemoRun start(
            Path home, Path folder, Simulation simulation, InstantSource clock, int webPort, Consumer<String> lines)
            throws Exception {
        Files.createDirectories(folder);
        var time = new SimulatedTime(simulation.nextArrival());
        var standIns = StandIns.start(home.resolve("deploy/local/s3/target"), folder, time);
        var reader = new BusReader(lines);
        var log = new ExecutionLog(folder);
        var automation = new StandInAutomation(simulation, time, event -> {
            reader.accept(event);
            standIns.onDefaultBus(event, time.instant());
        });
        var executor = new StandInExecutor(automation, log, time, standIns.bus().endpoint());
        try {
            standIns.onAnything(reader::accept);
            standIns.onCommand(executor::accept);
            JobClient job = submit(folder, standIns, content(simulation, folder), webPort);
            var feeder = new Feeder(simulation, standIns.kinesis(), time, clock, executor::taken);
            var run = new DemoRun(folder, time, standIns, reader, executor, feeder, job, webPort);
            run.feeding.setDaemon(true);
            run.feeding.start();
            return run;
        } catch (Exception | Error e) {
            executor.close();
            standIns.close();
            throw e;
        }
    }

    private static JobClient submit(Path folder, StandIns standIns, Path content, int webPort) throws Exception {
        credentials();
        Configuration configuration = configuration(folder, standIns);
        FileSystem.initialize(configuration, PluginUtils.createPluginManagerFromRootFolder(configuration));
        var environment = LocalFlink.withWebPage(configuration, PARALLELISM, webPort);
        JobConfig config = config(standIns, content);
        MillraceJob.define(environment, Ends.sources(config), Ends.stages(config), Ends.sinks(config));
        return environment.executeAsync("Millrace demo");
    }

    LiveSummary summary() {
        return new LiveSummary(time, feeder);
    }

    BusReader reader() {
        return reader;
    }

    boolean isLive() {
        return feeder.isLive();
    }

    Path lake() {
        return standIns.lake();
    }

    /** What the stand-in executor logged. */
    Path executionLog() {
        return folder.resolve("logs");
    }

    Path busLogs() {
        return folder.resolve("bus").resolve(StandIns.BUS);
    }

    /** Process id of the S3 stand-in. */
    long s3Pid() {
        return standIns.s3().pid();
    }

    int webPort() {
        return webPort;
    }

    /** Whether the job has ended, which it does not do by itself. */
    boolean hasFailed() {
        return job.getJobExecutionResult().isDone();
    }

    /** Why, when it has. */
    void throwFailure() throws Exception {
        job.getJobExecutionResult().get();
    }

    /** Stops the job with a savepoint, so that all that it wrote is visible, and then everything else. */
    @Override
    public void close() throws Exception {
        feeding.interrupt();
        feeding.join(TimeUnit.SECONDS.toMillis(5));
        try {
            if (!hasFailed()) {
                stop();
            }
        } finally {
            executor.close();
            standIns.close();
        }
    }

    /**
     * The Kinesis consumer interrupts its own thread when it is stopped; coming late, that interrupt meets Flink waiting there for
     * the savepoint, which fails then. The job recovers from its last checkpoint and is asked again.
     */
    private void stop() throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                job.stopWithSavepoint(false, LocalFlink.uri(folder.resolve("savepoint")), SavepointFormatType.CANONICAL)
                        .get(60, TimeUnit.SECONDS);
                job.getJobExecutionResult().get(30, TimeUnit.SECONDS);
                return;
            } catch (ExecutionException e) {
                if (hasFailed() || attempt == STOPS) {
                    throw e;
                }
                TimeUnit.SECONDS.sleep(3);
            }
        }
    }

    /** The example content with the simulated estate's services in place of the example's. */
    private static Path content(Simulation simulation, Path folder) throws IOException {
        Path content = folder.resolve("content");
        for (Map.Entry<String, String> file : ContentBundle.shipped().files().entrySet()) {
            if (!file.getKey().startsWith("services/")) {
                Path target = content.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                Files.writeString(target, file.getValue());
            }
        }
        SimulationFiles.writeServices(simulation.estate(), content.resolve("services/estate.yaml"));
        return content;
    }

    private static JobConfig config(StandIns standIns, Path content) {
        String kinesis = standIns.kinesis().endpoint().toString();
        return JobConfig.of(Map.of(
                "Input", Map.of("kind", "kinesis"),
                "MetricStream", stream(StandIns.METRICS, kinesis),
                "EventStream", stream(StandIns.EVENTS, kinesis),
                "Content", Map.of("path", LocalFlink.uri(content)),
                "Lake", Map.of("path", "s3://" + StandIns.BUCKET + "/lake"),
                "Loop", Map.of("allowed.sources", "millrace," + StandIns.EXECUTOR),
                "EventBridge",
                        Map.of(
                                "bus.name",
                                StandIns.BUS,
                                "aws.region",
                                StandIns.REGION,
                                "aws.endpoint",
                                standIns.bus().endpoint().toString(),
                                "refused.path",
                                "s3://" + StandIns.BUCKET + "/refused",
                                // its records arrive in simulated time, which no clock knows
                                "late.after",
                                "none")));
    }

    private static Map<String, String> stream(String name, String endpoint) {
        return Map.of(
                "stream.name",
                name,
                "aws.region",
                StandIns.REGION,
                "aws.endpoint",
                endpoint,
                "shard.idle.after",
                "10s",
                // the stand-in sets no rates, and the past is fed no faster than the job says how far it is
                "poll.every",
                "20ms");
    }

    private static Configuration configuration(Path folder, StandIns standIns) {
        var configuration = LocalFlink.configuration(folder.toAbsolutePath(), CHECKPOINT_EVERY);
        // A minute of the past passes two dozen exchanges: a wait in each would be most of what catching up takes.
        configuration.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(10));
        // For the sake of stop(): a failure of our own would come back and be shown after that.
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, RESTARTS);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(1));
        configuration.setString("s3.endpoint", standIns.s3().endpoint().toString());
        configuration.setString("s3.path.style.access", "true");
        configuration.setString("s3.access-key", "anonymous");
        configuration.setString("s3.secret-key", "anonymous");
        // Against s3proxy S3A would otherwise delete directory markers for ever.
        configuration.setString("s3.directory.marker.retention", "keep");
        return configuration;
    }

    /** The stand-ins ask for none, but the SDKs refuse to sign without. */
    private static void credentials() {
        // The S3 file system still speaks through the SDK's first major version, which would say so at length.
        System.setProperty("aws.java.v1.disableDeprecationAnnouncement", "true");
        for (String key : new String[] {"aws.accessKeyId", "aws.secretKey", "aws.secretAccessKey"}) {
            System.setProperty(key, "stand-in");
        }
    }
}
