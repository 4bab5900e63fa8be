package io.millrace.runbooks.conditions;

import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Problems;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads {@code conditions/*.yaml}. */
public final class ConditionReader {
    private final TreeSet<String> ids = new TreeSet<>();
    private final TreeMap<String, MetricCondition> conditions = new TreeMap<>();
    private final TreeMap<String, JoinedCondition> joined = new TreeMap<>();

    private ConditionReader() {}

    /** The conditions of all files together; problems are noted, not thrown. */
    public static MetricConditions read(List<Fields> files, Problems problems) {
        var reader = new ConditionReader();
        for (Fields file : files) {
            file.objects("conditions").forEach(reader::condition);
            file.done();
        }
        return new MetricConditions(reader.conditions.values(), reader.joined.values());
    }

    private void condition(Fields fields) {
        String id = fields.optionalText("id").orElse("");
        if (!id.isEmpty() && !ids.add(id)) {
            fields.problem("id", "condition \"" + id + "\" is declared twice; ids are unique");
        }
        if (fields.has("metrics") || fields.has("all") || fields.has("any")) {
            JoinedConditionReader.read(fields).ifPresent(condition -> joined.put(id, condition));
        } else {
            MetricConditionReader.read(fields).ifPresent(condition -> conditions.put(id, condition));
        }
    }
}
