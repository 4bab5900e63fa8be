package io.millrace.jobs;

import io.millrace.jobs.config.JobConfig;
import io.millrace.jobs.ends.Ends;
import io.millrace.jobs.ends.Sinks;
import io.millrace.jobs.ends.Sources;
import io.millrace.operators.replay.ReplayEntries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** The job as a replay defines it, over one input and into one folder, with whatever ends a test puts in. */
record ReplayJob(@Nullable Path input, @Nullable Path metricsCsv, Path output, @Nullable Path content) {
    ReplayJob(@Nullable Path input, @Nullable Path metricsCsv, Path output) {
        this(input, metricsCsv, output, null);
    }

    /** Over a recording with its series. */
    static ReplayJob over(Path recording, Path output) {
        return new ReplayJob(recording, Recordings.series(recording), output);
    }

    /** With the bundle in this folder instead of the shipped one. */
    ReplayJob with(Path bundle) {
        return new ReplayJob(input, metricsCsv, output, bundle);
    }

    JobGraph graph(StreamExecutionEnvironment environment) throws Exception {
        return graph(environment, Ends.sources(config()));
    }

    JobGraph graph(StreamExecutionEnvironment environment, Sources sources) throws Exception {
        return graph(environment, sources, Ends.sinks(config()));
    }

    JobGraph graph(StreamExecutionEnvironment environment, Sources sources, Sinks sinks) throws Exception {
        MillraceJob.define(environment, sources, Ends.stages(config()), sinks);
        return environment.getStreamGraph().getJobGraph();
    }

    JobConfig config() {
        return JobConfig.of(properties());
    }

    /** Property groups by id. */
    Map<String, Map<String, String>> properties() {
        var replay = new TreeMap<String, String>();
        if (input != null) {
            replay.put("input", input.toString());
        }
        if (metricsCsv != null) {
            replay.put("metrics.csv", metricsCsv.toString());
        }
        return Map.of(
                "Content",
                content == null ? Map.of() : Map.of("path", content.toUri().toString()),
                "Input",
                Map.of("kind", "replay"),
                "Replay",
                replay,
                "Lake",
                Map.of("path", lake().toUri().toString()),
                "EventBridge",
                Map.of("file.path", parts().toUri().toString()),
                // eight hours hold hardly three incidents of one kind
                "Problems",
                Map.of("times", "2"));
    }

    Path lake() {
        return output.resolve("lake");
    }

    Path parts() {
        return output.resolve("entries");
    }

    /** The bytes of {@code eventbridge.ndjson}, once the job has ended. */
    String entries() throws Exception {
        Path target = output.resolve("eventbridge.ndjson");
        ReplayEntries.merge(Files.createDirectories(parts()), target);
        return Files.readString(target);
    }

    /** The rows of every table and the bus entries. */
    Result result() throws Exception {
        try (var rows = new LakeRows(lake())) {
            return new Result(rows.all(), entries());
        }
    }

    /** @param lake sorted rows by table */
    record Result(Map<String, List<String>> lake, String entries) {

        /** Rows and entries that only one of the two has, a few of each table; empty when the runs are the same. */
        List<String> unlike(Result other) {
            var unlike = new ArrayList<String>();
            lake.forEach((table, rows) -> compare(table, rows, other.lake.getOrDefault(table, List.of()), unlike));
            compare("entries", entries.lines().toList(), other.entries.lines().toList(), unlike);
            if (unlike.isEmpty() && !entries.equals(other.entries)) {
                unlike.add("the entries are in another order");
            }
            return unlike;
        }

        private static void compare(String table, List<String> here, List<String> there, List<String> unlike) {
            surplus(here, there).stream().limit(3).forEach(row -> unlike.add("only here, " + table + ": " + row));
            surplus(there, here).stream().limit(3).forEach(row -> unlike.add("only there, " + table + ": " + row));
        }

        /** What the first has more often than the second. */
        static List<String> surplus(List<String> some, List<String> others) {
            var left = new HashMap<String, Integer>();
            others.forEach(row -> left.merge(row, 1, Integer::sum));
            return some.stream()
                    .filter(row -> left.merge(row, -1, Integer::sum) < 0)
                    .toList();
        }
    }
}
