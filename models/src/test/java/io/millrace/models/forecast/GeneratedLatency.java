package io.millrace.models.forecast;

import java.util.Random;

/**
 * Five-minute means of made-up application metrics; the same seed gives the same series. The noise is autocorrelated where
 * that is usual, and latency has lone spikes of twice its value, one in 200 points.
 */
final class GeneratedLatency {
    static final int DAY = 288;
    private static final long START = 1_396_310_400_000L; // Tuesday 2014-04-01 00:00 UTC
    private static final long FIVE_MINUTES = 300_000L;

    private GeneratedLatency() {}

    static long timeOf(int row) {
        return START + row * FIVE_MINUTES;
    }

    static double[] of(String kind, int days, long seed) {
        var random = new Random(seed);
        var values = new double[days * DAY];
        double drift = 0;
        for (int i = 0; i < values.length; i++) {
            double timeOfDay = (double) (i % DAY) / DAY;
            double load = 0.15 + (0.5 - 0.5 * Math.cos(2 * Math.PI * timeOfDay)) * ((i / DAY) % 7 >= 5 ? 0.45 : 1);
            drift = 0.8 * drift + 0.6 * random.nextGaussian();
            values[i] = switch (kind) {
                case "latency" -> 80 * (1 + 0.8 * load) * Math.exp(0.08 * drift) * (random.nextInt(200) == 0 ? 2 : 1);
                case "requests" -> Math.max(0, 1200 * load * (1 + 0.06 * drift) + 5 * random.nextGaussian());
                case "errors" -> poisson(6 * load, random);
                case "cron" -> 60 + 6 * random.nextGaussian() + (i % 12 < 2 ? 120 : 0);
                case "shift" -> (i > values.length * 0.6 ? 70 : 40) + 3 * drift + 8 * load;
                case "walk" -> i == 0 ? 50 : Math.max(1, values[i - 1] + 0.5 * random.nextGaussian());
                case "flat" -> 25 + random.nextGaussian();
                case "burst" ->
                    30
                            + 2 * random.nextGaussian()
                            + ((i / DAY) % 2 == 0 && timeOfDay > 0.3 && timeOfDay < 0.4 ? 60 : 0);
                default -> throw new IllegalArgumentException(kind);
            };
        }
        return values;
    }

    private static int poisson(double mean, Random random) {
        int count = 0;
        double term = Math.exp(-mean);
        double sum = term;
        double drawn = random.nextDouble();
        while (drawn > sum && count < 100) {
            count++;
            term *= mean / count;
            sum += term;
        }
        return count;
    }
}
