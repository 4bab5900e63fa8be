package io.millrace.models.forecast;

import org.jspecify.annotations.Nullable;

/**
 * A forecast detector's state in two parts: the point part with every point (at most 128 bytes), the model with every
 * step of five minutes (some 3.2 KB). Keep the newest of each and restore both together.
 */
public final class ForecastState {
    private final byte[] point;
    private final byte @Nullable [] model;

    public ForecastState(byte[] point, byte @Nullable [] model) {
        this.point = point;
        this.model = model;
    }

    public byte[] point() {
        return point;
    }

    /** Null in a list of changes when no step ended. */
    public byte @Nullable [] model() {
        return model;
    }
}
