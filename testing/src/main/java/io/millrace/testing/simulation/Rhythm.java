package io.millrace.testing.simulation;

import java.util.function.IntToDoubleFunction;

/** How busy the estate is at each minute of a week, 0 (dead of night) to 1 (the busiest hour), as a table. */
enum Rhythm {
    /** Customers: busiest at 20:00, weekends a little busier. */
    SHOP(8 * 60, minute -> Curve.broadDay(20, minute), 0.86, 0.84, 0.86, 0.88, 0.95, 1.0, 0.97),
    /** Staff: busiest at 13:00, weekends nearly silent. */
    OFFICE(60, minute -> Curve.broadDay(13, minute), 1.0, 0.97, 0.98, 0.96, 0.9, 0.22, 0.2),
    /** Grows from the rotation at 03:00 until the next one, as a log volume does. */
    LOGS(3 * 60, minute -> Math.floorMod(minute - 3 * 60, Curve.DAY) / (double) Curve.DAY, 1, 1, 1, 1, 1, 0.9, 0.85),
    /** A batch from 02:00 to 02:40. */
    NIGHTLY(0, Curve::batch, 1, 1, 1, 1, 1, 1, 1),
    FLAT(0, minute -> 0, 0, 0, 0, 0, 0, 0, 0);

    /** The epoch was a Thursday; the table begins on Monday. */
    private static final long EPOCH_OFFSET = 3L * Curve.DAY;

    private static final int WEEK = 7 * Curve.DAY;

    private final float[] week = new float[WEEK];

    /** A day's weight changes at its quiet minute, where the curve is lowest, so that the week has no steps. */
    Rhythm(int quietMinute, IntToDoubleFunction day, double... weights) {
        for (int minute = 0; minute < WEEK; minute++) {
            int weekday = Math.floorMod(minute - quietMinute, WEEK) / Curve.DAY;
            week[minute] = (float) (day.applyAsDouble(minute % Curve.DAY) * weights[weekday]);
        }
    }

    /** 0 to 1 at this epoch minute (UTC). */
    double at(long epochMinute) {
        return week[(int) Math.floorMod(epochMinute + EPOCH_OFFSET, (long) WEEK)];
    }

    private static final class Curve {
        static final int DAY = 24 * 60;

        /** A broad day with a second, smaller hump some hours before its peak. */
        static double broadDay(int peakHour, int minute) {
            double fromPeak = (minute - peakHour * 60) * 2 * Math.PI / DAY;
            double day = 0.5 + 0.5 * Math.cos(fromPeak);
            double hump = Math.max(0, Math.cos(2 * (fromPeak + 2.1)));
            return 0.9 * Math.pow(day, 0.8) + 0.18 * hump * day;
        }

        static double batch(int minute) {
            int since = minute - 2 * 60;
            return since < 0 || since >= 40 ? 0 : Math.min(1, Math.min(since + 1, 40 - since) / 5.0);
        }
    }
}
