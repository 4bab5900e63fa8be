package io.millrace.models.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Five-minute points of made-up metrics, and the rows at which a shipped detector raises anomalies in them. */
final class GeneratedSeries {
    static final int DAY = 288;
    private static final long START_MILLIS = 1_396_310_400_000L; // Tuesday 2014-04-01 00:00 UTC
    private static final long FIVE_MINUTES = 300_000L;

    private GeneratedSeries() {}

    static long timeOf(int row) {
        return START_MILLIS + row * FIVE_MINUTES;
    }

    static double[] of(int rows, IntToDoubleFunction value) {
        var values = new double[rows];
        for (var i = 0; i < rows; i++) {
            values[i] = value.applyAsDouble(i);
        }
        return values;
    }

    /** A daily wave between about 20 and 80 with some noise. */
    static double[] noisyDays(int days, long seed) {
        var random = new Random(seed);
        return of(days * DAY, row -> 50 + 30 * Math.sin(2 * Math.PI * row / DAY) + 2 * random.nextGaussian());
    }

    static double[] noise(int days, long seed) {
        var random = new Random(seed);
        return of(days * DAY, row -> 40 + 3 * random.nextGaussian());
    }

    static List<Integer> raisedIn(double[] values) {
        var detector = SeriesDetector.create("generated", ScoringSettings.defaults());
        var raised = new ArrayList<Integer>();
        for (var i = 0; i < values.length; i++) {
            if (detector.score(timeOf(i), values[i]).isAnomaly()) {
                raised.add(i);
            }
        }
        return raised;
    }
}
