package io.millrace.domain.fold;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/** How long and how much the fold stage remembers of one identity. */
public final class FoldSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Duration flapWindow;
    private final Duration retention;
    private final int maxDeliveries;

    /**
     * @param flapWindow openings within this span of event time count as flaps
     * @param retention an identity without news for so long (arrival time) is forgotten, open or not
     * @param maxDeliveries recent deliveries remembered to recognise exact repeats
     */
    public FoldSettings(Duration flapWindow, Duration retention, int maxDeliveries) {
        if (flapWindow.isNegative() || retention.isNegative() || maxDeliveries < 1) {
            throw new IllegalArgumentException(
                    "Fold settings must be positive: " + flapWindow + ", " + retention + ", " + maxDeliveries);
        }
        this.flapWindow = Objects.requireNonNull(flapWindow);
        this.retention = Objects.requireNonNull(retention);
        this.maxDeliveries = maxDeliveries;
    }

    /** 30 minutes of flaps; forgotten after 30 days, longer than any source re-sends an unchanged finding. */
    public static FoldSettings defaults() {
        return new FoldSettings(Duration.ofMinutes(30), Duration.ofDays(30), 64);
    }

    public Duration flapWindow() {
        return flapWindow;
    }

    public Duration retention() {
        return retention;
    }

    public int maxDeliveries() {
        return maxDeliveries;
    }
}
