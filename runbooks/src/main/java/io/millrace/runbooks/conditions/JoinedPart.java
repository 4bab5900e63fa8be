package io.millrace.runbooks.conditions;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One comparison of a joined condition: a metric's figure, or one metric in per cent of another, with a level. */
final class JoinedPart {
    private static final double PERCENT = 100;

    private final String of;
    private final @Nullable String in;
    private final Threshold threshold;

    /** @param in the metric of which {@code of} is so many per cent; null where it is compared itself */
    JoinedPart(String of, @Nullable String in, Threshold threshold) {
        this.of = of;
        this.in = in;
        this.threshold = threshold;
    }

    Threshold threshold() {
        return threshold;
    }

    /** NaN when a metric is unknown, or there is nothing to be a part of. */
    double figure(Map<String, Double> minute) {
        double value = minute.getOrDefault(of, Double.NaN);
        if (in == null) {
            return value;
        }
        double whole = minute.getOrDefault(in, Double.NaN);
        return whole == 0 ? Double.NaN : PERCENT * value / whole;
    }
}
