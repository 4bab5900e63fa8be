package io.millrace.runbooks.conditions;

import io.millrace.runbooks.yaml.Fields;
import java.util.List;
import java.util.Optional;

/** Reads one condition on the series of one metric. */
final class MetricConditionReader {
    private static final List<String> NOT_OF_ABSENCE =
            List.of("comparator", "level", "compare", "for", "datapoints", "period", "missing", "trend");

    private final Fields fields;
    private final Optional<Fields> clear;

    private MetricConditionReader(Fields fields) {
        this.fields = fields;
        this.clear = fields.object("clear");
    }

    /** Empty when it cannot be told what it should be. */
    static Optional<MetricCondition> read(Fields fields) {
        var reader = new MetricConditionReader(fields);
        var rule = new RuleReader(fields, reader.clear, null).read();
        var condition = rule.absentFor().isPresent() ? reader.absence(rule) : reader.trouble(rule);
        reader.clear.ifPresent(Fields::done);
        fields.done();
        return condition;
    }

    private Optional<MetricCondition> absence(ConditionRule rule) {
        for (String key : NOT_OF_ABSENCE) {
            if (fields.has(key)) {
                fields.problem(key, key + " says nothing of silence; leave it out beside absent, or absent beside it");
            }
        }
        if (clear.isPresent() && clear.get().has("level")) {
            clear.get()
                    .problem("level", "level says nothing of silence; clear: {points: N} counts points of any value");
        }
        return fields.requiredObject("metric").map(metric -> {
            var reader = new MetricReader(metric);
            var selector = reader.selector();
            var statistic = reader.optionalStatistic().orElse(null);
            metric.done();
            return new MetricCondition(rule, selector, statistic, Figure.VALUE, null, null);
        });
    }

    private Optional<MetricCondition> trouble(ConditionRule rule) {
        var metric = fields.requiredObject("metric");
        var figure = Figure.of(fields.oneOf("compare", Figure.words(), Figure.VALUE.word()))
                .orElse(Figure.VALUE);
        var trend = fields.object("trend").map(TrendReader::read);
        boolean level = fields.has("level") || fields.has("comparator") || trend.isEmpty();
        var threshold = level ? ThresholdReader.read(fields, clear) : Optional.<Threshold>empty();
        if (!level && clear.isPresent() && clear.get().has("level")) {
            clear.get()
                    .problem(
                            "level",
                            "clear level without a level; the trend's end clears the condition,"
                                    + " or add comparator and level");
        }
        if (trend.isPresent() && rule.missing() == MissingData.BREACHING) {
            fields.problem(
                    "missing",
                    "a missing point shows no trend; beside trend, missing is one of"
                            + " ignore, notBreaching, maintain");
        }
        if (metric.isEmpty()) {
            return Optional.empty();
        }
        var reader = new MetricReader(metric.get());
        var selector = reader.selector();
        var statistic = figure.needsStatistic()
                ? reader.statistic()
                : Optional.ofNullable(reader.noStatistic(
                        "compare: " + figure.word() + " looks at the statistic that is scored; leave statistic out"));
        metric.get().done();
        if (level && threshold.isEmpty() || figure.needsStatistic() && statistic.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MetricCondition(
                rule, selector, statistic.orElse(null), figure, threshold.orElse(null), trend.orElse(null)));
    }
}
