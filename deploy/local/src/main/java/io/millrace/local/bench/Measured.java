package io.millrace.local.bench;

import java.util.List;

/** Nanoseconds for one operation: the median of several measurements, and how far they lie apart. */
public record Measured(double median, double least, double most) {
    /** @throws IllegalArgumentException when there is none */
    static Measured of(List<Double> nanos) {
        if (nanos.isEmpty()) {
            throw new IllegalArgumentException("Nothing was measured");
        }
        double[] sorted =
                nanos.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Measured(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** How many in a second of one core. */
    double perSecond() {
        return 1e9 / median;
    }
}
