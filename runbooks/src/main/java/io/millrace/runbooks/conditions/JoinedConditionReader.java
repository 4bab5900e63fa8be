package io.millrace.runbooks.conditions;

import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads one condition over several metrics of one resource. */
final class JoinedConditionReader {
    private static final Pattern METRIC = Pattern.compile("[a-z][A-Za-z0-9]{0,31}");
    private static final int MAX_METRICS = 8;
    private static final List<String> MISSING = List.of("unknown", "zero");
    private static final List<String> OF_ONE_METRIC =
            List.of("metric", "comparator", "level", "compare", "trend", "absent");

    private final Fields fields;
    private final TreeMap<String, JoinedMetric> metrics = new TreeMap<>();
    private final TreeSet<String> asked = new TreeSet<>();

    private JoinedConditionReader(Fields fields) {
        this.fields = fields;
    }

    /** Empty when it cannot be told what it should be. */
    static Optional<JoinedCondition> read(Fields fields) {
        return new JoinedConditionReader(fields).read();
    }

    private Optional<JoinedCondition> read() {
        for (String key : OF_ONE_METRIC) {
            if (fields.has(key)) {
                fields.problem(
                        key,
                        key + " is of conditions on one metric; with metrics, each part of all or any"
                                + " has its own comparator and level");
            }
        }
        var clear = fields.object("clear");
        var rule = new RuleReader(fields, clear, Duration.ofMinutes(1)).read();
        clear.ifPresent(Fields::done);
        fields.objectMap("metrics").forEach(this::metric);
        if (metrics.size() < 2 || metrics.size() > MAX_METRICS) {
            fields.problem(
                    "metrics",
                    "metrics holds " + metrics.size() + " metrics; wanted 2 to " + MAX_METRICS
                            + ", each with a name of its own: errors: {namespace: ..., name: ..., statistic: sum}");
        }
        if (fields.has("all") == fields.has("any")) {
            fields.problem(
                    "all",
                    "wanted one of all and any: a list of parts such as"
                            + " {value: errors, comparator: \">\", level: 10}");
        }
        var by = fields.texts("by");
        boolean all = fields.has("all");
        var parts = new ArrayList<JoinedPart>();
        fields.objects("all").forEach(part -> part(part).ifPresent(parts::add));
        fields.objects("any").forEach(part -> part(part).ifPresent(parts::add));
        metrics.keySet().stream()
                .filter(name -> !asked.contains(name))
                .forEach(name -> fields.problem("metrics", "metric \"" + name + "\" is in no part; leave it out"));
        fields.done();
        return metrics.isEmpty() || parts.isEmpty()
                ? Optional.empty()
                : Optional.of(new JoinedCondition(rule, metrics, by, all, parts));
    }

    private void metric(String name, Fields metric) {
        if (!METRIC.matcher(name).matches()) {
            fields.problem(
                    "metrics",
                    "metric \"" + name + "\"; wanted letters and digits, starting with a small" + " letter, up to 32");
        }
        var figure = Figure.of(metric.oneOf("compare", Figure.words(), Figure.VALUE.word()))
                .orElse(Figure.VALUE);
        if (figure.isRate()) {
            metric.problem(
                    "compare",
                    "compare is \"" + figure.word() + "\", which needs the point before; joined"
                            + " metrics are one of "
                            + Figure.words().stream()
                                    .filter(word -> !word.endsWith("-per-minute"))
                                    .collect(Collectors.joining(", ")));
        }
        boolean zero = metric.oneOf("missing", MISSING, "unknown").equals("zero");
        var reader = new MetricReader(metric);
        var selector = reader.selector();
        var statistic = figure.needsStatistic()
                ? reader.statistic()
                : Optional.ofNullable(reader.noStatistic(
                        "compare: " + figure.word() + " looks at the statistic that is scored; leave statistic out"));
        metric.done();
        metrics.put(name, new JoinedMetric(selector, statistic.orElse(null), figure, zero));
    }

    private Optional<JoinedPart> part(Fields part) {
        var clear = part.object("clear");
        var threshold = ThresholdReader.read(part, clear);
        clear.ifPresent(Fields::done);
        var value = part.optionalText("value");
        var percent = part.object("percent").map(found -> {
            var names = Map.entry(found.text("of"), found.text("in"));
            known(found, "of", names.getKey());
            known(found, "in", names.getValue());
            found.done();
            return names;
        });
        value.ifPresent(name -> known(part, "value", name));
        if (value.isPresent() == percent.isPresent()) {
            part.problem("value", "wanted one of value: METRIC and percent: {of: METRIC, in: METRIC}");
        }
        part.done();
        if (threshold.isEmpty() || value.isPresent() == percent.isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                percent.isPresent()
                        ? new JoinedPart(percent.get().getKey(), percent.get().getValue(), threshold.get())
                        : new JoinedPart(value.get(), null, threshold.get()));
    }

    private void known(Fields part, String key, String name) {
        asked.add(name);
        if (!name.isEmpty() && !metrics.containsKey(name)) {
            part.problem(key, "no metric \"" + name + "\"; " + Nearest.hint(name, metrics.keySet()));
        }
    }
}
