package io.millrace.testing.telemetry;

import static io.millrace.testing.telemetry.AnomalyKind.DIP;
import static io.millrace.testing.telemetry.AnomalyKind.LEVEL_SHIFT;
import static io.millrace.testing.telemetry.AnomalyKind.SEASON_MISSED;
import static io.millrace.testing.telemetry.AnomalyKind.SLOW_DRIFT;
import static io.millrace.testing.telemetry.AnomalyKind.SPIKE;
import static io.millrace.testing.telemetry.AnomalyKind.STUCK;
import static io.millrace.testing.telemetry.AnomalyKind.VARIANCE;

import java.util.List;
import java.util.function.BiFunction;

/** Kinds of telemetry, each with the anomalies that mean something in it. */
public enum SeriesKind {
    DAILY(Shapes::daily, false, SPIKE, DIP, LEVEL_SHIFT, SLOW_DRIFT, STUCK, VARIANCE, SEASON_MISSED),
    WEEKLY(Shapes::weekly, true, SPIKE, DIP, LEVEL_SHIFT, SLOW_DRIFT, STUCK, VARIANCE, SEASON_MISSED),
    SPIKY(Shapes::spiky, false, SPIKE, LEVEL_SHIFT, STUCK),
    COUNTER(Shapes::counter, true, STUCK, LEVEL_SHIFT),
    SPARSE(Shapes::sparse, true, SPIKE, LEVEL_SHIFT),
    FLAT(Shapes::flat, true, SPIKE, DIP, LEVEL_SHIFT),
    PLATEAUS(Shapes::plateaus, true, SPIKE, DIP, LEVEL_SHIFT, SEASON_MISSED),
    TREND(Shapes::trend, false, SPIKE, DIP, LEVEL_SHIFT, SLOW_DRIFT),
    HEAVY_TAILED(Shapes::heavyTailed, false, SPIKE, LEVEL_SHIFT, SLOW_DRIFT, VARIANCE),
    SAWTOOTH(Shapes::sawtooth, false, SPIKE, DIP, STUCK);

    private final BiFunction<Rows, Chance, Shape> shape;
    private final boolean whole;
    private final List<AnomalyKind> anomalies;

    SeriesKind(BiFunction<Rows, Chance, Shape> shape, boolean whole, AnomalyKind... anomalies) {
        this.shape = shape;
        this.whole = whole;
        this.anomalies = List.of(anomalies);
    }

    Shape shape(Rows rows, Chance chance) {
        return shape.apply(rows, chance);
    }

    /** Whether values are counts. */
    boolean isWhole() {
        return whole;
    }

    /** What may be planted in it. */
    public List<AnomalyKind> anomalies() {
        return anomalies;
    }
}
