package io.millrace.testing.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All alarms of the estate: evaluated each minute on the same values as the metric points carry. */
final class Alarms {
    /** Says which incident, if any, is behind the present value of a series. */
    interface Causes {
        @Nullable
        Incident of(Series series);
    }

    private final List<AlarmState> metric = new ArrayList<>();
    private final List<CompositeState> composite = new ArrayList<>();
    private final EventIds ids;
    private final long seed;

    Alarms(Estate estate, EventIds ids, long seed, Instant start) {
        this.ids = ids;
        this.seed = seed ^ 31;
        Map<AlarmSpec, AlarmState> states = new HashMap<>();
        for (var spec : estate.alarms()) {
            var state = new AlarmState(spec, start);
            states.put(spec, state);
            metric.add(state);
        }
        for (var spec : estate.composites()) {
            var children = spec.children().stream()
                    .map(child -> Objects.requireNonNull(states.get(child), child.name()))
                    .toList();
            composite.add(new CompositeState(spec, children, start));
        }
    }

    /** Shows every alarm its series' value of a minute; changes happen some seconds after the minute has ended. */
    void evaluate(long minute, double[] values, Causes causes, Arrivals to) {
        for (int i = 0; i < metric.size(); i++) {
            var state = metric.get(i);
            double value = values[state.spec().series().index()];
            if (state.changesBy(value)) {
                change(state, value, changedAt(minute, i), causes, to);
            }
        }
        for (int i = 0; i < composite.size(); i++) {
            if (composite.get(i).changes()) {
                change(composite.get(i), changedAt(minute, i).plusSeconds(17), to);
            }
        }
    }

    private Instant changedAt(long minute, int alarm) {
        long jitter = (long) (15_000 * Noise.uniform(seed + alarm, minute));
        return Instant.ofEpochMilli((minute + 1) * 60_000 + 3_000 + jitter);
    }

    private void change(AlarmState state, double value, Instant at, Causes causes, Arrivals to) {
        var since = state.since();
        var spec = state.spec();
        state.change(at, causes.of(spec.series()));
        boolean toAlarm = state.isInAlarm();
        var id = ids.uuid();
        double shown = Math.rint(value * 10_000) / 10_000;
        send(id, at, () -> AlarmEvents.metric(id, spec, toAlarm, since, at, shown), state.cause(), toAlarm, to);
    }

    private void change(CompositeState state, Instant at, Arrivals to) {
        var since = state.since();
        var spec = state.spec();
        state.change(at);
        boolean toAlarm = state.isInAlarm();
        var triggering = state.triggering();
        var id = ids.uuid();
        send(id, at, () -> AlarmEvents.composite(id, spec, toAlarm, since, at, triggering), state.cause(), toAlarm, to);
    }

    /** Alarms arrive at once. */
    private void send(
            String id, Instant at, Supplier<byte[]> data, @Nullable Incident cause, boolean toAlarm, Arrivals to) {
        long delay = 300 + (long) (1_200 * Noise.uniform(seed ^ 1, at.toEpochMilli()));
        to.event(new Planned(id, at.plusMillis(delay), data), cause, toAlarm);
    }
}
