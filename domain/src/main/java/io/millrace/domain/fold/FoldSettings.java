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
    private final Duration pageWait;

    /**
     * @param flapWindow openings within this span of event time count as flaps
     * @param retention an identity without news for so long (arrival time) is forgotten, open or not
     * @param maxDeliveries recent deliveries remembered to recognise exact repeats
     * @param pageWait a communication of several pages passes so long after its first page (arrival time) at the latest
     */
    public FoldSettings(Duration flapWindow, Duration retention, int maxDeliveries, Duration pageWait) {
        if (flapWindow.isNegative() || retention.isNegative() || maxDeliveries < 1 || pageWait.isNegative()) {
            throw new IllegalArgumentException("Fold settings must be positive: " + flapWindow + ", " + retention + ", "
                    + maxDeliveries + ", " + pageWait);
        }
        this.flapWindow = Objects.requireNonNull(flapWindow);
        this.retention = Objects.requireNonNull(retention);
        this.maxDeliveries = maxDeliveries;
        this.pageWait = pageWait;
    }

    /**
     * 30 minutes of flaps; forgotten after 30 days, longer than any source re-sends an unchanged finding; pages are
     * sent together, so a minute is enough.
     */
    public static FoldSettings defaults() {
        return new FoldSettings(Duration.ofMinutes(30), Duration.ofDays(30), 64, Duration.ofMinutes(1));
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

    public Duration pageWait() {
        return pageWait;
    }
}
