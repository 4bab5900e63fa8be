package io.millrace.models.forecast;

import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;
import java.util.Arrays;
import java.util.Optional;

/**
 * Forecasts the coming hour of one series in quantiles, at the end of each hour: a median weighed from a few simple
 * guesses (last level, trend, the hour before, the same hours of other days and weeks), and around it the quantiles of
 * its own past errors. 3.1 KB of state. The same values in the same order give the same forecasts, through any number of
 * saves and restores. No neural network, and nothing is learned from other series. Not for use by several threads at once.
 */
public final class SeasonalForecaster {
    /** Steps of a forecast. */
    public static final int STEPS = HeldForecast.STEPS;

    /** Milliseconds of a step: the forecast reaches an hour. */
    public static final long STEP_MILLIS = HeldForecast.STEP_MILLIS;

    private static final int VERSION = 1;
    private static final long HOUR = STEPS * STEP_MILLIS;
    private static final int RESIDUALS = 256;

    /** Two days: each hour of day was seen, and then forecast. Before that a band would be a guess. */
    private static final int LEAST_HOURS = 48;

    private static final int LEAST_RESIDUALS = 64;
    private static final double LEVEL_WEIGHT = 0.4;
    private static final double SLOPE_WEIGHT = 0.02;

    private final HourTable day = new HourTable(24, 0.4);
    private final HourTable week = new HourTable(168, 0.5);
    private final Experts experts = new Experts();
    private final Residuals residuals = new Residuals(STEPS, RESIDUALS);
    private final HeldForecast held = new HeldForecast();
    private final float[] lastHour = new float[STEPS];
    private long lastStart = Long.MIN_VALUE;
    private double level;
    private double slope;
    private double hourSum;
    private int hourCount;
    private int hoursSeen;

    /** One that has seen nothing. */
    public SeasonalForecaster() {
        Arrays.fill(lastHour, Float.NaN);
    }

    /** Takes in the mean value of a step, later than all before. What is not finite or not later is not learned. */
    public void learn(long stepStart, double value) {
        if (!Double.isFinite(value) || stepStart <= lastStart) {
            return;
        }
        double bounded = Math.max(-Float.MAX_VALUE / 4, Math.min(Float.MAX_VALUE / 4, value));
        if (lastStart != Long.MIN_VALUE) {
            endHourBefore(stepStart);
        }
        judge(stepStart, bounded);
        follow(stepStart, bounded);
        lastHour[position(stepStart)] = (float) bounded;
        hourSum += bounded;
        hourCount++;
        lastStart = stepStart;
        if (position(stepStart) == STEPS - 1) {
            endHour(Math.floorDiv(stepStart, HOUR));
            forecast(stepStart + STEP_MILLIS);
        }
    }

    /** An hour whose last step is missing ends with the first step after it, and gives no forecast. */
    private void endHourBefore(long stepStart) {
        long hour = Math.floorDiv(lastStart, HOUR);
        long next = Math.floorDiv(stepStart, HOUR);
        if (next > hour && hourCount > 0) {
            endHour(hour);
        }
        if (next > hour + 1) {
            Arrays.fill(lastHour, Float.NaN);
        }
    }

    private void endHour(long hour) {
        double mean = hourSum / hourCount;
        day.enter(hour, mean);
        week.enter(hour, mean);
        hourSum = 0;
        hourCount = 0;
        hoursSeen = Math.min(LEAST_HOURS, hoursSeen + 1);
    }

    private void judge(long stepStart, double value) {
        int step = held.stepOf(stepStart);
        if (step < 0) {
            return;
        }
        experts.learn(step, held, value);
        long hour = Math.floorDiv(stepStart, HOUR);
        // A third of the steps, another each hour: neighbours err alike, and the sample should reach back some days.
        boolean keeps = Math.floorMod(step + hour, 3) == 0;
        residuals.learn(step, hour, value - held.median(step), keeps);
    }

    private void follow(long stepStart, double value) {
        if (lastStart == Long.MIN_VALUE) {
            level = value;
            return;
        }
        double steps = Math.min(STEPS, (double) (stepStart - lastStart) / STEP_MILLIS);
        double before = level;
        level += LEVEL_WEIGHT * (value - level);
        slope += SLOPE_WEIGHT * ((level - before) / steps - slope);
    }

    private void forecast(long start) {
        held.begin(start);
        var normal = residuals.quantiles(HeldForecast.LEVELS);
        for (int step = 0; step < STEPS; step++) {
            long middle = start + step * STEP_MILLIS + STEP_MILLIS / 2;
            var guesses = guesses(start - STEP_MILLIS / 2, middle, step);
            held.set(step, guesses, experts.weigh(step, guesses));
            held.band(step, residuals.scale(step, Math.floorDiv(middle, HOUR)), normal);
        }
    }

    private double[] guesses(long now, long then, int step) {
        double dayNow = day.at(now);
        double dayThen = day.at(then);
        double weekNow = week.at(now);
        double weekThen = week.at(then);
        return new double[] {
            level,
            level + (step + 1) * slope,
            lastHour[step],
            dayThen + (level - dayNow),
            dayThen + (level - dayNow) / 2,
            weekThen + (level - weekNow),
            weekThen + (level - weekNow) / 2
        };
    }

    /** The forecast that covers this time, made before it; empty while too little is known or values were missing. */
    public Optional<Forecast> forecastFor(long millis) {
        boolean ready = hoursSeen == LEAST_HOURS && residuals.size() >= LEAST_RESIDUALS;
        return ready && held.stepOf(millis) >= 0 ? Optional.of(held.forecast()) : Optional.empty();
    }

    private static int position(long stepStart) {
        return (int) Math.floorMod(Math.floorDiv(stepStart, STEP_MILLIS), (long) STEPS);
    }

    void write(StateWriter out) {
        out.writeByte(VERSION);
        out.writeLong(lastStart);
        out.writeDouble(level);
        out.writeDouble(slope);
        out.writeDouble(hourSum);
        out.writeInt(hourCount);
        out.writeInt(hoursSeen);
        for (float value : lastHour) {
            out.writeFloat(value);
        }
        day.write(out);
        week.write(out);
        experts.write(out);
        residuals.write(out);
        held.write(out);
    }

    void read(StateReader in) {
        in.readVersion(VERSION);
        lastStart = in.readLong();
        level = in.readDouble();
        slope = in.readDouble();
        hourSum = in.readDouble();
        hourCount = in.readInt();
        hoursSeen = in.readInt();
        for (int i = 0; i < STEPS; i++) {
            lastHour[i] = in.readFloat();
        }
        day.read(in);
        week.read(in);
        experts.read(in);
        residuals.read(in);
        held.read(in);
    }
}
