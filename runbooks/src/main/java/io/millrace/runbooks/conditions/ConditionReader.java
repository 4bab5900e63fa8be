package io.millrace.runbooks.conditions;

import io.millrace.runbooks.Names;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code conditions/*.yaml}. */
public final class ConditionReader {
    private static final int DEFAULT_SEVERITY = 3;
    private static final int DEFAULT_CLEAR_POINTS = 3;
    private static final int MAX_CLEAR_POINTS = 100;

    private final Map<String, MetricCondition> conditions = new TreeMap<>();

    private ConditionReader() {}

    /** The conditions of all files together; problems are noted, not thrown. */
    public static MetricConditions read(List<Fields> files, Problems problems) {
        var reader = new ConditionReader();
        for (Fields file : files) {
            file.objects("conditions").forEach(reader::condition);
            file.done();
        }
        return new MetricConditions(reader.conditions.values());
    }

    private void condition(Fields fields) {
        String id = fields.text("id", Names.ID, Names.ID_WANTED);
        String title = fields.text("title");
        int severity = fields.integer("severity", 1, 5, DEFAULT_SEVERITY);
        var metric = fields.requiredObject("metric");
        String namespace = metric.map(found -> found.text("namespace")).orElse("");
        String name = metric.map(found -> found.text("name")).orElse("");
        var statistic = metric.flatMap(ConditionReader::statistic);
        metric.ifPresent(Fields::done);
        var comparator = Comparator.of(fields.oneOf("comparator", Comparator.symbols(), ""));
        double level = fields.number("level");
        var lasting = fields.duration("for");
        var trend = fields.object("trend").map(ConditionReader::trend);
        var clear = fields.object("clear");
        double clearLevel =
                clear.flatMap(found -> found.optionalNumber("level")).orElse(level);
        int clearPoints = clear.map(found -> found.integer("points", 1, MAX_CLEAR_POINTS, DEFAULT_CLEAR_POINTS))
                .orElse(DEFAULT_CLEAR_POINTS);
        clear.ifPresent(Fields::done);
        fields.done();

        if (comparator.isPresent() && !comparator.get().clearsAt(clearLevel, level)) {
            fields.problem(
                    "clear",
                    "clear level " + clearLevel + " lies on the breaching side of level " + level
                            + "; put it on the healthy side, or leave it out");
        }
        if (conditions.containsKey(id)) {
            fields.problem("id", "condition \"" + id + "\" is declared twice; ids are unique");
        }
        if (statistic.isPresent() && comparator.isPresent()) {
            var condition = new MetricCondition(
                    id,
                    title,
                    severity,
                    namespace,
                    name,
                    statistic.get(),
                    comparator.get(),
                    level,
                    lasting,
                    trend.orElse(null),
                    clearLevel,
                    clearPoints);
            conditions.put(id, condition);
        }
    }

    private static Optional<Statistic> statistic(Fields metric) {
        String name = metric.text("statistic");
        var statistic = Statistic.parse(name);
        if (statistic.isEmpty() && !name.isEmpty()) {
            metric.problem("statistic", "statistic is \"" + name + "\"; wanted " + Statistic.WANTED);
        }
        return statistic;
    }

    private static Trend trend(Fields fields) {
        fields.oneOf("direction", List.of("rising"), "");
        Duration over = fields.duration("over");
        double rise = fields.optionalNumber("atLeast").orElse(0.0);
        if (rise < 0) {
            fields.problem("atLeast", "atLeast is " + rise + "; wanted the least rise over the window, 0 or more");
        }
        fields.done();
        return new Trend(over, rise);
    }
}
