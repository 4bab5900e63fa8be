package io.millrace.local.redrive;

import io.millrace.local.cli.BadInput;
import io.millrace.local.cli.ExitCodes;
import io.millrace.local.cli.Progress;
import io.millrace.local.replay.ReplayRun;
import io.millrace.local.replay.ReplaySummary;
import io.millrace.operators.redrive.Redelivery;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Dead letters again, once what killed them is mended: counted, replayed here, or put on the streams. */
@Command(
        name = "redrive",
        description = {
            "Takes the dead letters of a lake, after whatever killed them was mended, and brings their records again: to the"
                    + " stream they came from (--put), or through a replay on this machine (--replay). --dry-run only counts.",
            "A record that comes again keeps its first position and arrival, so that its events get the ids they would have had:"
                    + " what has been read since is folded, and redriving twice doubles nothing. A letter whose payload is cut, or"
                    + " which a stage made of other records, cannot come again; these are counted and said."
        })
public final class RedriveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "PARTITION",
            description = "folder LAKE/dead_letters/dt=2026-08-05[/hour=10], instead of --lake, --day and --hour")
    private @Nullable Path partition;

    @Option(names = "--lake", paramLabel = "DIR", description = "folder of the lake; one on S3 has to be copied first")
    private @Nullable Path lake;

    @Option(names = "--day", paramLabel = "DATE", description = "only the letters of this day of arrival, UTC")
    private @Nullable LocalDate day;

    @Option(names = "--hour", paramLabel = "N", description = "only those of this hour of the day, 0 to 23")
    private @Nullable Integer hour;

    @Option(
            names = "--reason",
            paramLabel = "CODE",
            split = ",",
            description = "only letters with this reason, such as parser-error; more than one with commas")
    private List<String> reasons = List.of();

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            split = ",",
            description = "only letters of this stage: parse, score, fold, triage, thread; more than one with commas")
    private List<String> stages = List.of();

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @Option(names = "--output", paramLabel = "DIR", description = "with --replay: folder for its results; may be new")
    private @Nullable Path output;

    @Option(
            names = "--content",
            paramLabel = "DIR",
            description = "with --replay: content bundle (default: the shipped example)")
    private @Nullable Path content;

    @Option(
            names = "--events-stream",
            paramLabel = "NAME",
            defaultValue = "millrace-events",
            description = "with --put: stream for events (default: ${DEFAULT-VALUE})")
    private String eventsStream;

    @Option(
            names = "--metrics-stream",
            paramLabel = "NAME",
            defaultValue = "millrace-metrics",
            description = "with --put: stream for metrics (default: ${DEFAULT-VALUE})")
    private String metricsStream;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            defaultValue = "${env:AWS_REGION}",
            description = "with --put: Region of the streams (default: $AWS_REGION)")
    private @Nullable String region;

    @Option(names = "--endpoint", paramLabel = "URL", description = "with --put: endpoint instead of the Region's")
    private @Nullable URI endpoint;

    /** One of three things to do. */
    private static final class What {
        @Option(names = "--dry-run", description = "count the letters by stage, reason and stream, and do nothing")
        private boolean dryRun;

        @Option(names = "--replay", description = "run the records through the job on this machine; needs --output")
        private boolean replay;

        @Option(names = "--put", description = "put the records on the Kinesis streams, with your AWS credentials")
        private boolean put;
    }

    @Override
    public Integer call() throws Exception {
        var rows = new DeadLetterRows(selection().only(reasons, stages));
        checkReplay();
        checkPut();
        var tally = new RedriveTally();
        rows.read(letter -> tally.count(Redelivery.of(letter)));
        out().print(tally.text());
        out().flush();
        if (what.dryRun || tally.coming() == 0) {
            out().printf(Locale.ROOT, "%,d of %,d can come again; nothing was done%n", tally.coming(), tally.letters());
            out().flush();
            return ExitCodes.DONE;
        }
        var progress = Progress.onStandardError();
        return what.replay ? replay(rows, progress) : put(rows, tally, progress);
    }

    private LetterSelection selection() {
        if (partition != null && lake == null && day == null && hour == null) {
            return LetterSelection.ofPartition(partition);
        } else if (partition == null && lake != null) {
            return LetterSelection.ofLake(lake, day, hour);
        }
        throw new BadInput(
                partition == null
                        ? "no dead letters are named"
                        : "PARTITION " + partition + " is given beside --lake, --day or --hour",
                "--lake DIR with --day and --hour if wanted, or LAKE/dead_letters/dt=2026-08-05/hour=10");
    }

    private void checkReplay() {
        if (!what.replay) {
            return;
        }
        if (output == null) {
            throw new BadInput("--replay has nowhere to write", "--replay --output DIR");
        }
        if (Files.exists(output) && (!Files.isDirectory(output) || !isEmpty(output))) {
            throw new BadInput("--output " + output + " is not an empty folder", "a folder, new or empty");
        }
    }

    private static boolean isEmpty(Path folder) {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new BadInput("--output " + folder + " cannot be read: " + e, "a folder, new or empty");
        }
    }

    private void checkPut() {
        if (what.put && (region == null || region.isBlank())) {
            throw new BadInput(
                    "--put does not know the Region of the streams", "--region eu-west-1, or AWS_REGION set");
        }
    }

    private int replay(DeadLetterRows rows, Progress progress) throws Exception {
        Path results = Objects.requireNonNull(output);
        Path input = results.resolve("input");
        try (var files = new ReplayInputFiles(input)) {
            rows.read(letter -> {
                var redelivery = Redelivery.of(letter);
                try {
                    if (redelivery.refusal() == null) {
                        files.write(redelivery);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        ReplaySummary summary = new ReplayRun(input, null, content, results, 1).run(progress::at);
        progress.done(summary.headline());
        out().print(summary.text());
        out().flush();
        return ExitCodes.DONE;
    }

    private int put(DeadLetterRows rows, RedriveTally tally, Progress progress) throws InterruptedException {
        try (var put = RedrivePut.to(
                Objects.requireNonNull(region),
                endpoint,
                tally.comingOn("events") > 0 ? eventsStream : null,
                tally.comingOn("metrics") > 0 ? metricsStream : null)) {
            rows.read(letter -> {
                var redelivery = Redelivery.of(letter);
                if (redelivery.refusal() == null) {
                    put.put(redelivery);
                    progress.at(String.format(Locale.ROOT, "%,d of %,d records put", put.taken(), tally.coming()));
                }
            });
            put.flush();
            progress.done(String.format(
                    Locale.ROOT, "%,d of %,d dead letters put on the streams again", put.taken(), tally.letters()));
        } catch (NotTakenException e) {
            spec.commandLine().getErr().println("redrive: " + e.getMessage());
            return ExitCodes.FAILED;
        }
        return ExitCodes.DONE;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
