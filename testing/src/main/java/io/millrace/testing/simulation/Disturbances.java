package io.millrace.testing.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The incidents that disturb series at present; a series has one at a time. */
final class Disturbances {
    private final @Nullable Disturbance[] bySeries;
    private final @Nullable Incident[] causes;
    private final List<Incident> active = new ArrayList<>();

    Disturbances(int series) {
        bySeries = new @Nullable Disturbance[series];
        causes = new @Nullable Incident[series];
    }

    void begin(Incident incident) {
        if (incident.disturbances().isEmpty()) {
            return;
        }
        active.add(incident);
        for (var one : incident.disturbances()) {
            bySeries[one.series().index()] = one;
            causes[one.series().index()] = incident;
        }
    }

    /** The value of a series at a minute, with whatever disturbs it. */
    double value(Series series, long minute) {
        double value = series.value(minute);
        var one = bySeries[series.index()];
        return one == null ? value : one.applied(value, minute);
    }

    /** The planted incident whose condition is met by this value of the present minute. */
    @Nullable
    Incident decidedBy(Series series, double value) {
        var cause = causes[series.index()];
        return cause != null && cause.isPlanted() && cause.isDecidedBy(series, value) ? cause : null;
    }

    @Nullable
    Incident plantedOn(Series series) {
        var cause = causes[series.index()];
        return cause != null && cause.isPlanted() ? cause : null;
    }

    /** Applies an action to whatever disturbs the target; the strongest effect counts. */
    RemediationEffect remedied(String target, String action, Instant at, long fromMinute) {
        var effect = RemediationEffect.NONE;
        for (var incident : active) {
            if (incident.resources().stream().anyMatch(resource -> resource.isNamed(target))) {
                var one = incident.remedied(action, at, fromMinute);
                effect = one.compareTo(effect) > 0 ? one : effect;
            }
        }
        return effect;
    }

    void forgetThoseOverAt(long minute) {
        for (var iterator = active.iterator(); iterator.hasNext(); ) {
            var incident = iterator.next();
            if (incident.disturbances().stream().allMatch(one -> one.isOverAt(minute))) {
                iterator.remove();
                for (var one : incident.disturbances()) {
                    bySeries[one.series().index()] = null;
                    causes[one.series().index()] = null;
                }
            }
        }
    }
}
