package io.millrace.runbooks.conditions;

import io.millrace.runbooks.Names;
import io.millrace.runbooks.yaml.Fields;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what conditions of every kind say. Problems are noted, and something harmless is returned. */
final class RuleReader {
    private static final int DEFAULT_SEVERITY = 3;
    private static final int DEFAULT_CLEAR_POINTS = 3;
    private static final int MAX_CLEAR_POINTS = 100;
    /** The newest points are bits of a long. */
    private static final int MAX_DATAPOINTS = 60;
    /** A day of minutes: missing points are counted one by one. */
    private static final int MAX_COUNTED = 1440;

    private static final Duration MAX_PERIOD = Duration.ofHours(1);
    private static final Duration MAX_ABSENCE = Duration.ofDays(7);

    private final Fields fields;
    private final Optional<Fields> clear;
    private final @Nullable Duration usualPeriod;

    /**
     * @param clear the condition's {@code clear}, whose {@code points} is read here; its owner calls done()
     * @param usualPeriod how far apart points are when nothing says it; null where that is not known
     */
    RuleReader(Fields fields, Optional<Fields> clear, @Nullable Duration usualPeriod) {
        this.fields = fields;
        this.clear = clear;
        this.usualPeriod = usualPeriod;
    }

    ConditionRule read() {
        String id = fields.text("id", Names.ID, Names.ID_WANTED);
        String title = fields.text("title");
        int severity = fields.integer("severity", 1, 5, DEFAULT_SEVERITY);
        int points = clear.map(found -> found.integer("points", 1, MAX_CLEAR_POINTS, DEFAULT_CLEAR_POINTS))
                .orElse(DEFAULT_CLEAR_POINTS);
        var absent = fields.object("absent");
        if (absent.isPresent()) {
            return ConditionRule.absent(id, title, severity, absentFor(absent.get()), points);
        }
        var datapoints = fields.object("datapoints");
        var lasting = fields.optionalDuration("for");
        if (datapoints.isPresent() && lasting.isPresent()) {
            fields.problem(
                    "datapoints",
                    "datapoints and for exclude each other: either some of the newest points"
                            + " breach, or all of them for a time; leave one of them out");
        }
        if (datapoints.isEmpty() && lasting.isEmpty()) {
            fields.problem(
                    "for",
                    "for is missing; wanted a duration such as 30s, 5m, 2h or 7d,"
                            + " or datapoints: {breaching: M, of: N}, or absent: {for: 10m}");
        }
        var rule = datapoints.isPresent()
                ? outOf(id, title, severity, datapoints.get(), points)
                : ConditionRule.lasting(id, title, severity, lasting.orElse(Duration.ofMinutes(1)), points);
        return withPeriod(rule);
    }

    private static Duration absentFor(Fields absent) {
        var absence = absent.duration("for");
        if (absence.compareTo(MAX_ABSENCE) > 0) {
            absent.problem("for", "absent for longer than 7d; a series that is silent for longer may be forgotten");
        }
        absent.done();
        return absence;
    }

    private static ConditionRule outOf(String id, String title, int severity, Fields datapoints, int clearPoints) {
        int of = datapoints.integer("of", 1, MAX_DATAPOINTS);
        int breaching = datapoints.integer("breaching", 1, MAX_DATAPOINTS);
        if (breaching > of) {
            datapoints.problem(
                    "breaching",
                    "breaching is " + breaching + " of " + of + " datapoints, which never happens; wanted 1 to " + of);
        }
        datapoints.done();
        return ConditionRule.outOf(id, title, severity, breaching, of, clearPoints);
    }

    private ConditionRule withPeriod(ConditionRule rule) {
        var period = fields.optionalDuration("period").orElse(usualPeriod);
        var missing = MissingData.of(fields.oneOf("missing", MissingData.words(), MissingData.IGNORE.word()))
                .orElse(MissingData.IGNORE);
        if (period != null && (period.compareTo(MAX_PERIOD) > 0 || period.toMillis() < 1000)) {
            fields.problem("period", "period is " + period + "; wanted 1s to 1h, the distance between two points");
            return rule;
        }
        if (missing != MissingData.IGNORE && period == null) {
            fields.problem(
                    "missing",
                    "missing is \"" + missing.word() + "\", but nothing says how far apart points"
                            + " are; add period: 1m, or as the metric has it");
            return rule;
        }
        if (missing != MissingData.IGNORE && isTooLong(rule, period)) {
            fields.problem(
                    "for",
                    "for covers more than " + MAX_COUNTED + " periods, and missing ones are counted one"
                            + " by one; give a shorter time, a longer period, or missing: ignore");
            return rule;
        }
        return rule.withPeriod(period, missing);
    }

    private static boolean isTooLong(ConditionRule rule, @Nullable Duration period) {
        return period != null && rule.lasting().toMillis() / period.toMillis() > MAX_COUNTED;
    }
}
