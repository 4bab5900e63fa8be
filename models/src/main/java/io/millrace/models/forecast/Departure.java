package io.millrace.models.forecast;

/**
 * How far a value lies outside its forecast, in distances from the median to the outer quantile of that side. The outer ones
 * are 5 % and 95 %: farther out a few usual spikes decide, and hide an incident of many points.
 */
public final class Departure {
    private static final double LOW = 0.05;
    private static final double HIGH = 0.95;

    /** A band narrower than this share of the median is taken as this wide: what moves less wakes nobody. */
    private static final double NARROWEST = 0.02;

    private static final double FARTHEST = 1000;

    private Departure() {}

    /** 0 on the side that is not watched, 1 at the 5 % or the 95 % quantile, at most 1000. */
    public static double of(double value, Forecast forecast, int step, Side side) {
        double median = forecast.quantile(0.5, step);
        double least = Math.max(NARROWEST * Math.abs(median), Float.MIN_NORMAL);
        double above = (value - median) / Math.max(least, forecast.quantile(HIGH, step) - median);
        double below = (median - value) / Math.max(least, median - forecast.quantile(LOW, step));
        double ratio = side == Side.ABOVE ? above : side == Side.BELOW ? below : Math.max(above, below);
        return Math.max(0, Math.min(FARTHEST, ratio));
    }
}
