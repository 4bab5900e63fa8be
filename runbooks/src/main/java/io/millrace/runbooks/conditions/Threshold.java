package io.millrace.runbooks.conditions;

/** A level with hysteresis: trouble beyond the level, none on the healthy side of the clear level, neither between. */
public final class Threshold {
    private final Comparator comparator;
    private final double level;
    private final double clearLevel;

    Threshold(Comparator comparator, double level, double clearLevel) {
        this.comparator = comparator;
        this.level = level;
        this.clearLevel = clearLevel;
    }

    /** How a figure is compared. */
    public Comparator comparator() {
        return comparator;
    }

    /** With what, in the figure's unit. */
    public double level() {
        return level;
    }

    /** A figure that does not breach this level counts towards clearing. */
    public double clearLevel() {
        return clearLevel;
    }

    Verdict of(double figure) {
        if (comparator.breaches(figure, level)) {
            return Verdict.BREACHING;
        }
        return comparator.breaches(figure, clearLevel) ? Verdict.BETWEEN : Verdict.NORMAL;
    }
}
