package io.millrace.runbooks.conditions;

import io.millrace.domain.Dimension;
import io.millrace.domain.MetricDatum;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A declared condition over several metrics of one resource, aligned by minute: the resource is an account, a Region and
 * the dimensions that the series share. An unknown part leaves {@code all} and {@code any} unknown unless the others decide.
 */
public final class JoinedCondition {
    private final ConditionRule rule;
    private final TreeMap<String, JoinedMetric> metrics;
    private final TreeSet<String> by;
    private final boolean all;
    private final List<JoinedPart> parts;
    private final MetricSelector first;

    /** @param by dimensions that make the resource; all of a series' dimensions where none is given */
    JoinedCondition(
            ConditionRule rule,
            Map<String, JoinedMetric> metrics,
            List<String> by,
            boolean all,
            List<JoinedPart> parts) {
        this.rule = rule;
        this.metrics = new TreeMap<>(metrics);
        this.by = new TreeSet<>(by);
        this.all = all;
        this.parts = List.copyOf(parts);
        this.first = this.metrics.firstEntry().getValue().selector();
    }

    /** Name, duration, missing data and clearing. */
    public ConditionRule rule() {
        return rule;
    }

    /** Unique in the bundle. */
    public String id() {
        return rule.id();
    }

    /** The names of its metrics. */
    public SortedSet<String> metricNames() {
        return Collections.unmodifiableSortedSet(metrics.navigableKeySet());
    }

    /** Of the first metric by name: where the resource is at home. */
    public MetricSelector home() {
        return first;
    }

    /** The dimensions that make the resource of a point, sorted by name; empty when the point lacks one of them. */
    public Optional<List<Dimension>> resourceOf(MetricDatum point) {
        if (by.isEmpty()) {
            return Optional.of(point.getDimensions());
        }
        var found = new ArrayList<Dimension>();
        for (Dimension dimension : point.getDimensions()) {
            if (by.contains(dimension.getName())) {
                found.add(dimension);
            }
        }
        return found.size() == by.size() ? Optional.of(found) : Optional.empty();
    }

    Map<String, JoinedMetric> metrics() {
        return metrics;
    }

    /** Whether a minute is known to be complete when each metric has spoken once: one series each, a point a minute. */
    boolean speaksOnce() {
        return by.isEmpty()
                && rule.period().filter(JoinedMinutes.MINUTE::equals).isPresent();
    }

    /** What a minute with these figures says. */
    Said say(Map<String, Double> minute) {
        var breaching = truth(minute, false);
        if (breaching == Truth.UNKNOWN) {
            return Said.NOTHING;
        }
        if (breaching == Truth.TRUE) {
            return said(Verdict.BREACHING, minute);
        }
        return said(truth(minute, true) == Truth.FALSE ? Verdict.NORMAL : Verdict.BETWEEN, minute);
    }

    /** Told by the first part that breaches, or the first that is known where none does. */
    private Said said(Verdict verdict, Map<String, Double> minute) {
        JoinedPart leading = null;
        for (JoinedPart part : parts) {
            var truth = truth(part, minute, false);
            if (truth == Truth.TRUE && verdict == Verdict.BREACHING) {
                return said(verdict, part, minute);
            }
            leading = leading == null && truth != Truth.UNKNOWN ? part : leading;
        }
        return leading == null ? Said.NOTHING : said(verdict, leading, minute);
    }

    private static Said said(Verdict verdict, JoinedPart part, Map<String, Double> minute) {
        var threshold = part.threshold();
        return new Said(verdict, part.figure(minute), threshold.level(), threshold.clearLevel());
    }

    /** Kleene's logic: the unknown decides nothing, and hinders nothing that is decided without it. */
    private Truth truth(Map<String, Double> minute, boolean clearing) {
        var deciding = all ? Truth.FALSE : Truth.TRUE;
        boolean unknown = false;
        for (JoinedPart part : parts) {
            var truth = truth(part, minute, clearing);
            if (truth == deciding) {
                return deciding;
            }
            unknown |= truth == Truth.UNKNOWN;
        }
        return unknown ? Truth.UNKNOWN : all ? Truth.TRUE : Truth.FALSE;
    }

    private static Truth truth(JoinedPart part, Map<String, Double> minute, boolean clearing) {
        double figure = part.figure(minute);
        if (!Double.isFinite(figure)) {
            return Truth.UNKNOWN;
        }
        var threshold = part.threshold();
        double level = clearing ? threshold.clearLevel() : threshold.level();
        return threshold.comparator().breaches(figure, level) ? Truth.TRUE : Truth.FALSE;
    }

    private enum Truth {
        TRUE,
        FALSE,
        UNKNOWN
    }
}
