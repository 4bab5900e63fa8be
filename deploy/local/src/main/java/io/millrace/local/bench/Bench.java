package io.millrace.local.bench;

import io.millrace.local.cli.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures parts and wholes in one run, and sets them against each other. */
final class Bench {
    private final Effort effort;
    private final Progress progress;
    private final PartsRun parts;
    private final Map<String, Measured> measured = new LinkedHashMap<>();

    Bench(Effort effort, Path log, Progress progress) {
        this.effort = effort;
        this.progress = progress;
        this.parts = new PartsRun(effort, log, progress);
    }

    BenchResult run() throws Exception {
        PipelineFigures metric = whole(BenchRecords.METRIC);
        PipelineFigures alarm = whole(BenchRecords.ALARM);
        PipelineFigures health = whole(BenchRecords.HEALTH);
        measured.putAll(parts.measure(
                MetricParts.class, List.of("tokens", "texts", "parse", "exchange", "score", "conditions")));
        measured.putAll(parts.measure(
                EventParts.class,
                List.of(
                        "tokens",
                        "texts",
                        "parse",
                        "exchangeEvent",
                        "fold",
                        "triage",
                        "ruler",
                        "exchangeSignal",
                        "thread",
                        "explain",
                        "entry")));
        measured.putAll(parts.measure(LakeParts.class, List.of("scores", "events", "decisions", "threads")));
        progress.at("visiting thousands of series in turn");
        ScorerFigures scorers = new ScorersRun(effort.iterations()).run();
        var ways = List.of(
                new Way("a metric point (100 to a record)", "point", metricParts(metric.flow()), metric),
                new Way("a CloudWatch alarm", "event", eventParts("ALARM", alarm.flow()), alarm),
                new Way("a Health event of 2 KB", "event", eventParts("HEALTH", health.flow()), health));
        return new BenchResult(ways, scorers, Map.copyOf(measured));
    }

    private PipelineFigures whole(BenchRecords kind) throws Exception {
        progress.at("running the whole job over " + kind.name().toLowerCase(java.util.Locale.ROOT) + " records");
        return new PipelineRun(kind, effort).run();
    }

    private List<Part> metricParts(Flow flow) {
        return List.of(
                part("parse to MetricDatum", 1, "parse"),
                part("Avro to the keyed stage and back", 1, "exchange"),
                part("score, one series of 1,000", 1, "score"),
                part("evaluate conditions", 1, "conditions"),
                part("Parquet row of scores", flow.into("Lake scores: Writer"), "scores"));
    }

    private List<Part> eventParts(String record, Flow flow) {
        var all = new ArrayList<Part>();
        all.add(part("parse to OpsEvent", 1, "parse " + record));
        all.add(part("Avro to the keyed stage and back", flow.into("Fold events"), "exchangeEvent " + record));
        all.add(part("fold", flow.into("Fold events"), "fold " + record));
        all.add(part("triage: owner, policies", flow.into("Triage events"), "triage " + record));
        all.add(part(
                "Avro of signals, each keyed way",
                flow.into("Situate flapping alarm", "Situate anomaly and alarm", "Thread signals"),
                "exchangeSignal " + record));
        all.add(part("thread", flow.into("Thread signals"), "thread " + record));
        all.add(part("explain", flow.into("explanations"), "explain " + record));
        all.add(part("contract check, entry JSON", flow.into("Check entries"), "entry " + record));
        all.add(part("Parquet row of events", flow.into("Lake events: Writer"), "events"));
        all.add(part("Parquet row of decisions", flow.into("Lake decisions: Writer"), "decisions"));
        all.add(part("Parquet row of threads", flow.into("Lake threads: Writer"), "threads"));
        return all;
    }

    private Part part(String name, double times, String benchmark) {
        Measured each = measured.get(benchmark);
        if (each == null) {
            throw new IllegalStateException("No benchmark " + benchmark + " among " + measured.keySet());
        }
        return new Part(name, times, each);
    }
}
