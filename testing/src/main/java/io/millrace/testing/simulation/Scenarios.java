package io.millrace.testing.simulation;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The scenarios that have a name. */
public final class Scenarios {
    private static final Duration WARM_UP = Duration.ofHours(3);
    private static final Map<String, Scenario> NAMED = named(
            new Scenario("demo", 0.75, 50, 2, 0.01, 0.003, 0.35, 0.2, 0.1, WARM_UP, true, 0, 1),
            new Scenario("busy", 2, 50, 2, 0.01, 0.003, 0.35, 0.2, 0.1, WARM_UP, false, 0, 1),
            new Scenario("quiet", 0, 0, 4, 0.01, 0.003, 0, 0, 0, WARM_UP, false, 0, 1),
            new Scenario("noise", 0, 0, 25, 0.01, 0.003, 0, 0, 0, WARM_UP, false, 0, 1),
            new Scenario("storm", 2, 5, 4, 0.02, 0.01, 0.5, 0.2, 0.1, WARM_UP, true, 2000, 1));

    private Scenarios() {}

    /** The example estate with planted incidents of every kind; several around the live moment. */
    public static Scenario demo() {
        return named("demo");
    }

    /** Planted incidents of every kind, many at a time, and nothing placed by hand: for grading. */
    public static Scenario busy() {
        return named("busy");
    }

    /** Noise only. */
    public static Scenario quiet() {
        return named("quiet");
    }

    /** Noise only, as much as the incidents of {@link #busy()} come with. */
    public static Scenario noise() {
        return named("noise");
    }

    /** More of everything, and a storm of alarms a minute after the live moment. */
    public static Scenario storm() {
        return named("storm");
    }

    /** The scenario of this name; an error that lists the names if there is none. */
    public static Scenario named(String name) {
        var scenario = NAMED.get(name);
        if (scenario == null) {
            throw new IllegalArgumentException("No scenario '" + name + "'; there are " + NAMED.keySet());
        }
        return scenario;
    }

    private static Map<String, Scenario> named(Scenario... scenarios) {
        var map = new TreeMap<String, Scenario>();
        for (var scenario : scenarios) {
            map.put(scenario.name(), scenario);
        }
        return map;
    }
}
