package io.millrace.local.replay;

import io.millrace.jobs.config.PropertyGroups;
import io.millrace.local.cli.BadInput;
import io.millrace.local.cli.ExitCodes;
import io.millrace.local.cli.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The same job as in the cloud, bounded, over files. */
@Command(
        name = "replay",
        description = {
            "Runs the job over recorded input and ends with it. The input folder holds metrics*.ndjson[.gz] and"
                    + " events*.ndjson[.gz], one raw Kinesis payload per line, or sample files (*.json, *.ndjson)."
                    + " Records are merged by arrival; a payload that does not carry one is given a synthetic"
                    + " arrival: metric points 150 s after their timestamp, CloudTrail 10 minutes, all others at once.",
            "Writes lake/ (Parquet, see ./millrace sql) and eventbridge.ndjson. The same input gives the same output."
        })
public final class ReplayCommand implements Callable<Integer> {
    @Option(names = "--input", paramLabel = "DIR", description = "folder with recorded streams or samples")
    private @Nullable Path input;

    @Option(
            names = "--metrics-csv",
            paramLabel = "DIR",
            description = "folder with series as CSV files (timestamp,value), alone or beside --input")
    private @Nullable Path metricsCsv;

    @Option(names = "--output", paramLabel = "DIR", required = true, description = "folder for the results; may be new")
    private Path output;

    @Option(
            names = "--content",
            paramLabel = "DIR",
            description = "content bundle: services, policies, conditions, runbooks (default: the shipped example)")
    private @Nullable Path content;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "2",
            description = "tasks per stage (default: ${DEFAULT-VALUE}); changes no result")
    private int parallelism;

    @Option(
            names = "--properties",
            paramLabel = "FILE",
            description = "further property groups of the job, as JSON of Managed Flink's shape: a list of"
                    + " {PropertyGroupId, PropertyMap}; so remote models are named, see ./millrace stand-in --help")
    private @Nullable Path properties;

    @Option(
            names = "--answers",
            paramLabel = "LAKE",
            description = "lake of an earlier run: what remote models answered is read from its remote_answers, and no"
                    + " model is called; --properties names the models as they were then")
    private @Nullable Path answers;

    @Override
    public Integer call() throws Exception {
        check();
        var progress = Progress.onStandardError();
        var run = new ReplayRun(input, metricsCsv, content, output, parallelism, properties(), answers);
        ReplaySummary summary = run.run(progress::at);
        progress.done(summary.headline());
        System.out.print(summary.text());
        return ExitCodes.DONE;
    }

    private Map<String, Map<String, String>> properties() {
        if (properties == null) {
            return Map.of();
        }
        try {
            return PropertyGroups.read(properties);
        } catch (IOException e) {
            throw new BadInput(
                    "--properties " + properties + " cannot be read: " + e,
                    "a JSON list of {\"PropertyGroupId\": \"...\", \"PropertyMap\": {...}}");
        }
    }

    private void check() throws IOException {
        if (input == null && metricsCsv == null) {
            throw new BadInput("there is nothing to replay", "give --input DIR, --metrics-csv DIR, or both");
        }
        if (parallelism < 1 || parallelism > 64) {
            throw new BadInput("--parallelism is " + parallelism, "a number from 1 to 64");
        }
        if (Files.exists(output.resolve("lake")) || Files.exists(output.resolve("eventbridge.ndjson"))) {
            throw new BadInput(
                    "--output " + output + " already holds a replay",
                    "name a new folder, or remove lake/ and eventbridge.ndjson in it");
        }
        if (Files.exists(output) && !Files.isDirectory(output)) {
            throw new BadInput("--output " + output + " is a file", "name a folder");
        }
    }
}
