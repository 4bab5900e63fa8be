package io.millrace.local.cli;

import io.millrace.models.csv.BadCsvException;
import io.millrace.models.csv.CsvFolderScoring;
import io.millrace.models.csv.CsvScoring;
import io.millrace.models.series.ScoringSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Scores a folder of CSV files with the job's own detector and its shipped defaults. */
@Command(
        name = "score",
        description = {
            "Scores every *.csv below the input, each with the header timestamp,value, in one causal pass and with one setting"
                    + " for all files. The same path below the output gets the rows with two columns more:",
            "  anomaly_score   what the job compares with its threshold; cool-down applied",
            "  anomaly_grade   above 0 exactly where the job would raise an anomaly"
        })
final class ScoreCommand implements Callable<Integer> {
    @Option(names = "--input", paramLabel = "DIR", required = true, description = "folder with CSV files, at any depth")
    private Path input;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            required = true,
            description = "folder for the scored files; may be new")
    private Path output;

    @Override
    public Integer call() throws IOException {
        var progress = Progress.onStandardError();
        var files = new int[1];
        var scoring = new CsvFolderScoring(new CsvScoring(ScoringSettings.defaults()), (done, total, file, rows) -> {
            files[0] = total;
            progress.at(done + " of " + total + " files scored, last " + file);
        });
        try {
            long rows = scoring.score(input, output);
            progress.done(String.format(Locale.ROOT, "%,d rows of %d files scored into %s", rows, files[0], output));
            return ExitCodes.DONE;
        } catch (BadCsvException bad) {
            throw new BadInput(String.valueOf(bad.getMessage()));
        }
    }
}
