package io.millrace.local.demo;

import io.millrace.local.cli.BadInput;
import io.millrace.local.cli.ExitCodes;
import io.millrace.testing.simulation.Scenarios;
import io.millrace.testing.simulation.Simulation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole system on one machine, fed by a simulated estate. */
@Command(
        name = "demo",
        description = {
            "Runs the whole system on this machine: stand-ins for Kinesis, EventBridge and S3 that speak the real protocols, the"
                    + " job on a MiniCluster, a simulated estate of some 300 series and its events, and an executor for commands.",
            "It begins 48 hours in the past, catches up, goes on in real time, and stops by itself or on Ctrl-C."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final int USUAL_PORT = 8081;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "5m",
            description = "stop after so long: 90s, 5m, 1h (default: ${DEFAULT-VALUE})")
    private Duration length;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of the simulation; default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "folder for lake, bus logs and checkpoints (default: a new ./demo-...)")
    private @Nullable Path output;

    @Option(names = "--port", paramLabel = "PORT", description = "of Flink's web page (default: 8081, or a free one)")
    private @Nullable Integer port;

    @Override
    public Integer call() throws Exception {
        if (length.isZero() || length.isNegative()) {
            throw new BadInput("--for is " + length, "a duration above 0, like 5m");
        }
        if (port != null && (port < 1 || port > 65_535)) {
            throw new BadInput("--port is " + port, "a number from 1 to 65535");
        }
        Instant began = Instant.now();
        Path folder = folder(began);
        Path home = Path.of(System.getProperty("millrace.home", "."));
        var screen = new Screen(Boolean.getBoolean("millrace.terminal"));
        screen.say("Millrace demo: stops by itself in " + spoken(length) + " (--for changes that), or on Ctrl-C.");
        screen.say("Simulated estate, seed " + seed + ": begins 48 hours ago, catches up, then goes on in real time.");
        var simulation = Simulation.live(Scenarios.demo(), seed, began.truncatedTo(ChronoUnit.SECONDS));

        DemoRun run = DemoRun.start(home, folder, simulation, InstantSource.system(), webPort(), screen::say);
        var ended = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        var interrupted = new Thread(() -> {
            stopped.countDown();
            awaitQuietly(ended);
        });
        Runtime.getRuntime().addShutdownHook(interrupted);
        screen.say(
                "Stand-ins for Kinesis, EventBridge and S3 run; Flink's web page: http://localhost:" + run.webPort());
        try {
            boolean failed = watch(run, screen, began.plus(length), stopped);
            screen.clear();
            if (failed) {
                run.throwFailure();
            }
        } finally {
            screen.say("Stopping: a last savepoint, so that every row is in the lake ...");
            String summary = run.summary().line();
            try {
                run.close();
            } finally {
                // also when the job did not stop as it should: what happened until then is there to be read
                screen.say(new DemoReport(run, summary).text());
                ended.countDown();
            }
        }
        return ExitCodes.DONE;
    }

    /** Until the time is over or someone stops it; true when the job failed. */
    private static boolean watch(DemoRun run, Screen screen, Instant until, CountDownLatch stopped)
            throws InterruptedException {
        LiveSummary summary = run.summary();
        boolean live = false;
        while (Instant.now().isBefore(until) && !run.hasFailed()) {
            screen.status(summary.line());
            if (run.isLive() && !live) {
                live = true;
                screen.say("Caught up: the estate is live now.");
            }
            if (stopped.await(1, TimeUnit.SECONDS)) {
                return false;
            }
        }
        return run.hasFailed();
    }

    private Path folder(Instant began) throws IOException {
        Path folder = output == null
                ? Path.of("demo-"
                        + began.truncatedTo(ChronoUnit.SECONDS).toString().replaceAll("[-:]", ""))
                : output;
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new BadInput("--output " + folder + " is a file", "name a new folder");
        }
        if (Files.exists(folder)) {
            try (var entries = Files.list(folder)) {
                if (entries.findAny().isPresent()) {
                    throw new BadInput("--output " + folder + " is not empty", "name a new folder");
                }
            }
        }
        return folder;
    }

    private int webPort() {
        if (port != null) {
            if (!isFree(port)) {
                throw new BadInput("--port " + port + " is taken", "a free port, or none for any free one");
            }
            return port;
        }
        if (isFree(USUAL_PORT)) {
            return USUAL_PORT;
        }
        try (var any = new ServerSocket(0)) {
            return any.getLocalPort();
        } catch (IOException e) {
            throw new BadInput("no port is free: " + e.getMessage());
        }
    }

    private static boolean isFree(int port) {
        try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(90, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String spoken(Duration length) {
        return length.toMinutes() > 0 && length.toSecondsPart() == 0
                ? length.toMinutes() + " min"
                : length.toSeconds() + " s";
    }
}
