package io.millrace.local.bench;

import io.millrace.local.cli.BadInput;
import io.millrace.local.cli.ExitCodes;
import io.millrace.local.cli.Progress;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what the whole pipeline costs in sums of its parts, all measured in one run on this machine. */
@Command(
        name = "bench",
        description = {
            "Measures the parts of the pipeline one by one with JMH, and the whole job over the same records: a metric record"
                    + " of 100 points, a CloudWatch alarm, and a Health event of 2 KB. Prints medians with their spread,"
                    + " and the ratios of the whole to the sum of its parts.",
            "Times are processor time of the whole process, garbage collection included and JIT compilation not: they can be compared between"
                    + " one thread and a pipeline of many, and on a machine that does other work. Only the ratios say"
                    + " something about Millrace; the figures say as much about the machine, which is named."
        })
public final class BenchCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "about a minute instead of four: fewer and shorter measurements")
    private boolean quick;

    @Option(
            names = "--series",
            paramLabel = "N",
            description =
                    "instead: the whole job with so many series at one point a minute, in one task with RocksDB and the"
                            + " memory of a task manager of 4 GB: checkpoints, heap, and how much faster it could go")
    private int series;

    @Option(
            names = "--storm",
            description =
                    "instead: the whole job in a storm of 100,000 alarms in a minute, nine of ten in one scope: lag, state,"
                            + " threads")
    private boolean storm;

    @Option(
            names = "--stages",
            description =
                    "instead: the thread stage against a bare keyed function with the same state, and what CEP costs for a"
                            + " signal with 1, 100 and 10,000 active scopes; on heap and RocksDB")
    private boolean stages;

    @Option(
            names = "--history",
            paramLabel = "POINTS",
            defaultValue = "" + SeriesRecords.HISTORY,
            description =
                    "with --series: what each has learned before it lives, one point in ten minutes; 1008 are a week"
                            + " (default: ${DEFAULT-VALUE}, a day)")
    private int history;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "5",
            description = "how long the series live (default: ${DEFAULT-VALUE})")
    private int minutes;

    @Option(
            names = "--remote",
            description =
                    "instead: the whole job with every point scored by an endpoint that is healthy or ill (a stand-in in"
                            + " this process), against the same job without one. About five minutes, two with --quick")
    private boolean remote;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        // One run at a time is the user's business; a lock in the system's temporary folder would outlive a crash.
        System.setProperty("jmh.ignoreLock", "true");
        long began = System.nanoTime();
        PrintWriter out = spec.commandLine().getOut();
        out.println("Millrace bench on " + Machine.described());
        if (remote) {
            return remote(out);
        }
        if (series != 0) {
            return series(out);
        }
        if (storm) {
            return storm(out);
        }
        if (stages) {
            var progress = Progress.onStandardError();
            new StagesBench(progress, out).run();
            progress.done("Measured");
            return ExitCodes.DONE;
        }
        out.println("Processor time, in one process: first the whole job, then its parts one by one."
                + (quick ? " Quick: expect more spread than without --quick." : ""));
        out.flush();
        var progress = Progress.onStandardError();
        Path logs = Files.createTempDirectory("millrace-bench-logs-");
        BenchResult result =
                new Bench(quick ? Effort.quick() : Effort.thorough(), logs.resolve("jmh.log"), progress).run();
        progress.done("Measured in "
                + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s; what JMH says: " + logs);
        new BenchReport(result, out).print();
        return ExitCodes.DONE;
    }

    private int remote(PrintWriter out) throws Exception {
        var progress = Progress.onStandardError();
        var run = new RemoteRun(Duration.ofSeconds(quick ? 5 : 12), Duration.ofSeconds(quick ? 6 : 20), progress);
        List<RemoteRun.Compared> all = run.run();
        progress.done("Measured");
        out.printf("%-28s %12s %7s %16s %7s%n", "", "points/s", "ratio", "points/s of CPU", "ratio");
        for (RemoteRun.Compared compared : all) {
            out.printf(
                    Locale.ROOT,
                    "%-28s %,12.0f %7.2f %,16.0f %7.2f%n",
                    compared.remote().name(),
                    compared.remote().wall(),
                    compared.wallRatio(),
                    compared.remote().processor(),
                    compared.processorRatio());
        }
        out.println("Ratios to the mean of the runs without an endpoint just before and just after each.");
        out.flush();
        return ExitCodes.DONE;
    }

    private static int storm(PrintWriter out) throws Exception {
        var progress = Progress.onStandardError();
        StormFigures figures = new StormRun(progress).run();
        progress.done("Measured");
        figures.print(out);
        return ExitCodes.DONE;
    }

    private int series(PrintWriter out) throws Exception {
        if (series < 100 || series % 100 != 0) {
            throw new BadInput("--series " + series + ": a multiple of 100 was expected, for example 30000");
        }
        if (minutes < 1) {
            throw new BadInput("--minutes " + minutes + ": at least 1 was expected");
        }
        if (history < 1) {
            throw new BadInput("--history " + history + ": at least 1 was expected, for example 144 for a day");
        }
        var progress = Progress.onStandardError();
        SeriesFigures figures = new SeriesRun(new SeriesRecords(series, history), minutes, progress).run();
        progress.done("Measured");
        figures.print(out);
        return ExitCodes.DONE;
    }
}
