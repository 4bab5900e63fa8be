package io.millrace.patterns;

import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** The knobs of all situations, each within its bounds. */
public final class SituationSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    private final EnumMap<Knob, Long> values;

    private SituationSettings(Map<Knob, Long> set) {
        values = new EnumMap<>(Knob.class);
        for (Knob knob : Knob.values()) {
            long value = set.getOrDefault(knob, knob.otherwise());
            if (value < knob.least() || value > knob.most()) {
                throw new IllegalArgumentException(
                        knob + " is " + value + "; it must be from " + knob.least() + " to " + knob.most());
            }
            values.put(knob, value);
        }
    }

    /** As {@link Knob} has them. */
    public static SituationSettings defaults() {
        return new SituationSettings(Map.of());
    }

    /**
     * @param set knobs other than their defaults: milliseconds of spans, counts
     * @throws IllegalArgumentException for a value beyond its bounds
     */
    public static SituationSettings of(Map<Knob, Long> set) {
        return new SituationSettings(set);
    }

    /** All of them, milliseconds of spans and counts. */
    public Map<Knob, Long> values() {
        return Collections.unmodifiableMap(values);
    }

    Duration span(Knob knob) {
        return Duration.ofMillis(value(knob));
    }

    int count(Knob knob) {
        return (int) value(knob);
    }

    private long value(Knob knob) {
        return values.getOrDefault(knob, knob.otherwise());
    }
}
