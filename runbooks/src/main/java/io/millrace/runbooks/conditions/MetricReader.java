package io.millrace.runbooks.conditions;

import io.millrace.runbooks.yaml.Fields;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the map {@code metric}, or an entry of {@code metrics}: which series, which statistic of theirs. */
public final class MetricReader {
    private final Fields fields;

    /** Of the map's fields; the caller calls {@link Fields#done()}. */
    public MetricReader(Fields fields) {
        this.fields = fields;
    }

    /** Which series; namespace and name are required. */
    public MetricSelector selector() {
        var patterns = fields.textMap("dimensions");
        return new MetricSelector(
                fields.text("namespace"), fields.text("name"), patterns, fields.flag("exactly", false));
    }

    /** Empty, and a problem, unless it is named and known. */
    Optional<Statistic> statistic() {
        return parse(fields.text("statistic"));
    }

    /** Empty when none is named. */
    public Optional<Statistic> optionalStatistic() {
        return fields.optionalText("statistic").flatMap(this::parse);
    }

    /** Notes a problem when a statistic is named, which {@code why} rules out. */
    @Nullable
    Statistic noStatistic(String why) {
        if (fields.has("statistic")) {
            fields.problem("statistic", why);
        }
        return null;
    }

    private Optional<Statistic> parse(String name) {
        var statistic = Statistic.parse(name);
        if (statistic.isEmpty() && !name.isEmpty()) {
            fields.problem("statistic", "statistic is \"" + name + "\"; wanted " + Statistic.WANTED);
        }
        return statistic;
    }
}
