package io.millrace.local.training;

import io.millrace.local.cli.BadInput;
import io.millrace.local.cli.ExitCodes;
import io.millrace.local.cli.Progress;
import io.millrace.local.sql.LakeSql;
import io.millrace.local.sql.LakeSqlException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./millrace export-training}: a lake's rows as one of SageMaker's algorithms wants to be trained. */
@Command(
        name = "export-training",
        description = {
            "Writes training data for one of SageMaker's algorithms out of a lake, in the folders of its channels (train/, test/).",
            "  rcf           CSV: vectors of consecutive points of each series, normalised as the job does it",
            "  deepar        JSON lines: each series in steps of five minutes; test/ has an hour more than train/",
            "  ip-insights   CSV: entity and IPv4 address of CloudTrail's sign-ins and calls",
            "Days count back from the lake's newest row. Series come from the table scores: run the job with score.row.every=1"
                    + " while you gather training data. Hyper-parameters: docs/models.md."
        })
public final class ExportTrainingCommand implements Callable<Integer> {
    private static final int METRIC_DAYS = 30;
    private static final int ACCESS_DAYS = 90;
    private static final double NEARLY_ALL = 0.95;

    @Option(
            names = "--lake",
            required = true,
            paramLabel = "DIR",
            description = "folder of the lake: a replay writes lake/ into its output folder")
    private Path lake;

    @Option(names = "--algorithm", required = true, paramLabel = "NAME", description = "rcf, deepar or ip-insights")
    private String algorithm;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "folder for the channels; new or empty")
    private Path out;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "days before the newest row (default: 30; 90 for ip-insights)")
    private @Nullable Integer days;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            description = "rcf, deepar: series of this CloudWatch namespace only (default: all)")
    private @Nullable String namespace;

    @Option(
            names = "--features",
            paramLabel = "N",
            defaultValue = "8",
            description = "rcf: values of a vector, the job's shingle.size (default: ${DEFAULT-VALUE})")
    private int features;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, LakeSqlException {
        check();
        var progress = Progress.onStandardError();
        try (LakeSql sql = open()) {
            var export = new TrainingExport(sql, progress::at);
            boolean isAccess = algorithm.equals("ip-insights");
            TrainingRows rows = rows();
            Optional<Long> read;
            try (rows) {
                read = export.write(isAccess ? "events" : "scores", daysWanted(), rows);
            }
            if (read.isEmpty()) {
                throw new BadInput(
                        "The lake " + lake + " has no " + (isAccess ? "events" : "scores"),
                        isAccess
                                ? "a lake of a job that reads CloudTrail events"
                                : "a lake of a job with score.row.every above 0; for training 1");
            }
            progress.done(String.format(Locale.ROOT, "%,d rows read", read.get()));
            PrintWriter said = spec.commandLine().getOut();
            said.println(rows.summary());
            if (!isAccess) {
                warnOfSampling(export.sampledShare(), said);
            }
            said.flush();
        }
        return ExitCodes.DONE;
    }

    private void check() throws IOException {
        if (!algorithm.matches("rcf|deepar|ip-insights")) {
            throw new BadInput("there is no algorithm " + algorithm, "rcf, deepar or ip-insights");
        }
        if (daysWanted() < 1 || daysWanted() > 3650) {
            throw new BadInput("--days is " + daysWanted(), "a number from 1 to 3650");
        }
        if (features < 1 || features > 10_000) {
            throw new BadInput("--features is " + features, "a number from 1 to 10000");
        }
        if (Files.isDirectory(out)) {
            try (var files = Files.list(out)) {
                if (files.findAny().isPresent()) {
                    throw new BadInput("--out " + out + " is not empty", "a new folder: a channel is all of its files");
                }
            }
        }
    }

    private int daysWanted() {
        return days == null ? algorithm.equals("ip-insights") ? ACCESS_DAYS : METRIC_DAYS : days;
    }

    private LakeSql open() {
        try {
            return LakeSql.open(lake);
        } catch (LakeSqlException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    private TrainingRows rows() {
        String where = namespace == null ? "" : " and namespace = '" + namespace.replace("'", "''") + "'";
        return switch (algorithm) {
            case "rcf" -> new ForestTraining(out, features, where);
            case "deepar" -> new SeriesTraining(out, where);
            default -> new AccessTraining(out);
        };
    }

    private static void warnOfSampling(double share, PrintWriter said) {
        if (share < NEARLY_ALL) {
            said.printf(
                    Locale.ROOT,
                    "Note: the lake holds %.0f %% of the scored points. Points in a row need score.row.every=1.%n",
                    100 * share);
        }
    }
}
