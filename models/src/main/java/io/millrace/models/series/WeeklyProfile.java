package io.millrace.models.series;

import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * What a series usually reads at this hour of the week (UTC): the mean of the weeks seen. In an hour's first week it is
 * the hour's own mean so far, in which a guess counts as one point: the mean of the same hour on other days, before
 * that of all hours. An hour enters as one number when it is over, so the table changes once an hour.
 */
final class WeeklyProfile {
    static final int HOURS = 168;

    private static final int VERSION = 1;

    /** A table never weighs one week less than 1/8: two months of memory. */
    private static final int MAX_WEEKS = 8;

    private static final long HOUR_MILLIS = 3_600_000L;

    private final float[] means = new float[HOURS];
    private final byte[] weeks = new byte[HOURS];
    private long hour = Long.MIN_VALUE;
    private double hourMean;
    private int hourCount;
    private int hoursEntered;
    private boolean changed;

    /** Moves to the hour of {@code timestampMillis}; the hour before it enters the table. */
    void advanceTo(long timestampMillis) {
        var next = Math.floorDiv(timestampMillis, HOUR_MILLIS);
        if (next == hour) {
            return;
        }
        if (hourCount > 0) {
            enter(Math.floorMod(hour, HOURS));
        }
        hour = next;
        hourMean = 0;
        hourCount = 0;
    }

    private void enter(int slot) {
        weeks[slot] = (byte) Math.min(MAX_WEEKS, weeks[slot] + 1);
        means[slot] = (float) (means[slot] + (hourMean - means[slot]) / weeks[slot]);
        hoursEntered++;
        changed = true;
    }

    /** The usual value in the current hour; {@code value}, which is about to be learned, when nothing is known. */
    double usual(double value) {
        var slot = Math.floorMod(hour, HOURS);
        if (weeks[slot] > 0) {
            return means[slot];
        }
        var guess = mean(slot % 24, 24);
        if (Double.isNaN(guess)) {
            guess = mean(0, 1);
        }
        if (Double.isNaN(guess)) {
            guess = hourCount > 0 ? hourMean : value;
        }
        return guess + (hourMean - guess) * hourCount / (hourCount + 1.0);
    }

    private double mean(int first, int step) {
        var sum = 0.0;
        var count = 0;
        for (var i = first; i < HOURS; i += step) {
            if (weeks[i] > 0) {
                sum += means[i];
                count++;
            }
        }
        return count > 0 ? sum / count : Double.NaN;
    }

    /** Learns a value of the current hour. */
    void learn(double value) {
        hourCount++;
        hourMean += (value - hourMean) / hourCount;
    }

    /** Whether the table changed since it was last written. */
    boolean changed() {
        return changed;
    }

    void writeHour(StateWriter out) {
        out.writeLong(hour);
        out.writeDouble(hourMean);
        out.writeInt(hourCount);
        out.writeInt(hoursEntered);
    }

    byte[] writeTable() {
        changed = false;
        var out = new StateWriter(8 + 5 * HOURS);
        out.writeByte(VERSION);
        out.writeInt(hoursEntered);
        for (var i = 0; i < HOURS; i++) {
            out.writeByte(weeks[i]);
            if (weeks[i] > 0) {
                out.writeFloat(means[i]);
            }
        }
        return out.toBytes();
    }

    /** Restores both parts; {@code table} is null while no hour had entered it. */
    void read(StateReader in, byte @Nullable [] table) {
        if (table != null) {
            readTable(new StateReader("profile state", table));
        }
        hour = in.readLong();
        hourMean = in.readDouble();
        hourCount = in.readInt();
        var entered = in.readInt();
        if (entered != hoursEntered) {
            throw new IllegalArgumentException("profile state holds " + hoursEntered + " hours, the point state counts "
                    + entered + "; restore both parts as of the same moment");
        }
    }

    private void readTable(StateReader in) {
        in.readVersion(VERSION);
        hoursEntered = in.readInt();
        for (var i = 0; i < HOURS; i++) {
            weeks[i] = in.readByte();
            means[i] = weeks[i] > 0 ? in.readFloat() : 0;
        }
        in.end();
    }
}
