package io.millrace.testing.simulation;

/**
 * What an incident does to one series: pulls it towards a level, by a course, from a minute until its own end or until
 * a remediation works, then lets go over a few minutes.
 */
final class Disturbance {
    /** How the pull develops. */
    enum Course {
        /** Up over the ramp, then held: a runaway process, slow answers. */
        PLATEAU,
        /** A straight rise over a long ramp, then held: a leak, a filling disk. */
        RISE,
        /** Up and down, each for the length of the ramp: flapping. */
        SWINGS
    }

    private final Series series;
    private final Course course;
    private final double level;
    private final int ramp;
    private final int letGo;
    private long start;
    private long end;

    /** Minutes are epoch minutes; the ramp and the letting go are lengths in minutes, at least 1. */
    Disturbance(Series series, Course course, double level, long start, long end, int ramp, int letGo) {
        this.series = series;
        this.course = course;
        this.level = level;
        this.start = start;
        this.end = end;
        this.ramp = ramp;
        this.letGo = letGo;
    }

    Series series() {
        return series;
    }

    Course course() {
        return course;
    }

    /** The series' value at a minute under this disturbance. */
    double applied(double undisturbed, long minute) {
        double pull = pull(minute);
        if (pull == 0) {
            return undisturbed;
        }
        double wobble = wobble() * Noise.gaussian(series.seed() ^ 8, minute);
        return series.bounded(undisturbed + (level + wobble - undisturbed) * pull);
    }

    /** Small enough that a disturbance above a condition's level stays above it: the noise ends at 3.5 deviations. */
    private double wobble() {
        return series.unit().equals("Percent") ? 0.75 * series.deviation() : 0.06 * level;
    }

    private double pull(long minute) {
        if (minute <= end) {
            return course(minute);
        }
        return course(end) * Math.max(0, 1 - (double) (minute - end) / letGo);
    }

    private double course(long minute) {
        long since = minute - start;
        if (since < 0) {
            return 0;
        }
        if (course == Course.SWINGS) {
            return since / ramp % 2 == 0 ? 1 : 0;
        }
        return Math.min(1, (since + 1.0) / ramp);
    }

    /** A remediation works: the series recovers from this minute on. */
    void endAt(long minute) {
        end = Math.min(end, Math.max(minute, start));
    }

    /** A remediation helps for a while: the pull falls by this share of the whole and then develops as before. */
    void setBack(long minute, double share) {
        if (minute <= end) {
            start = minute - Math.round(Math.max(0, pull(minute) - share) * ramp);
        }
    }

    boolean hasStartedBy(long minute) {
        return minute >= start;
    }

    boolean isOverAt(long minute) {
        return minute > end + letGo;
    }

    long start() {
        return start;
    }

    long end() {
        return end;
    }
}
