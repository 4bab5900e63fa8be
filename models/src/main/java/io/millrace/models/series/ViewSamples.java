package io.millrace.models.series;

import io.millrace.models.forest.CountedSample;
import io.millrace.models.forest.SplitMix;
import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One random sample of a series' history for each view. A point enters all of them or none, with the probability
 * max(capacity / seen, capacity * decay), in the place of a random one. Points that entered are listed beside the big
 * state until there are {@code MAX_PENDING}, so that it need be written only then; reading puts them in again.
 */
final class ViewSamples {
    static final int MAX_PENDING = 5;
    private static final int VERSION = 2;

    private final int capacity;
    private final double decay;
    private long seed;
    private long seen;
    private long entered;
    private final CountedSample[] samples = new CountedSample[SeriesView.COUNT];
    private final List<float[]> pending = new ArrayList<>(MAX_PENDING);
    private boolean changed;

    ViewSamples(int capacity, int places, double decay, long seed) {
        this.capacity = capacity;
        this.decay = decay;
        this.seed = seed;
        for (var i = 0; i < samples.length; i++) {
            samples[i] = new CountedSample(places);
        }
    }

    long seen() {
        return seen;
    }

    /** What each view scores the points, into {@code scores}. */
    void score(float[] points, double[] scores) {
        for (var i = 0; i < samples.length; i++) {
            scores[i] = samples[i].score(points[i]);
        }
    }

    void offer(float[] points) {
        seen++;
        if (!admits()) {
            return;
        }
        enter(points);
        if (pending.size() == MAX_PENDING) {
            pending.clear();
            changed = true;
        } else if (!changed) {
            pending.add(points);
        }
    }

    private boolean admits() {
        if (samples[0].points() < capacity) {
            return true;
        }
        return SplitMix.uniform(seed, seen) < Math.max((double) capacity / seen, capacity * decay);
    }

    /** Draws depend only on how many points entered before, so that pending ones enter the same way after a restore. */
    private void enter(float[] points) {
        for (var i = 0; i < samples.length; i++) {
            for (var count = samples[i].points(); count >= capacity; count--) {
                samples[i].removeAt(SplitMix.below(count, ~seed, entered * SeriesView.COUNT + i));
            }
            if (!Float.isNaN(points[i])) {
                samples[i].add(points[i]);
            }
        }
        entered++;
    }

    /** Whether more entered since the big part was written than the small part can list. */
    boolean changed() {
        return changed;
    }

    /** The samples with all that entered. The small part, written after it, then lists nothing. */
    byte[] writeBig() {
        pending.clear();
        changed = false;
        var out = new StateWriter(16 + SeriesView.COUNT * (2 + 6 * samples[0].places()));
        out.writeByte(VERSION);
        out.writeLong(entered);
        for (var sample : samples) {
            sample.write(out);
        }
        return out.toBytes();
    }

    void writeSmall(StateWriter out) {
        out.writeLong(seed);
        out.writeLong(seen);
        out.writeLong(entered);
        out.writeByte(pending.size());
        for (var points : pending) {
            for (var point : points) {
                out.writeFloat(point);
            }
        }
    }

    /** Restores both parts; {@code big} is null while it was never written. */
    void read(StateReader small, byte @Nullable [] big) {
        if (big != null) {
            readBig(new StateReader("sample state", big));
        }
        seed = small.readLong();
        seen = small.readLong();
        var enteredInAll = small.readLong();
        var listed = small.readByte();
        if (entered + listed != enteredInAll) {
            throw new IllegalArgumentException(
                    "sample state holds " + entered + " points that entered and the point state lists " + listed
                            + " more, of " + enteredInAll + "; restore both parts as of the same moment");
        }
        for (var i = 0; i < listed; i++) {
            var points = new float[SeriesView.COUNT];
            for (var view = 0; view < points.length; view++) {
                points[view] = small.readFloat();
            }
            enter(points);
            pending.add(points);
        }
        changed = pending.size() > MAX_PENDING;
        if (changed) {
            pending.clear();
        }
    }

    private void readBig(StateReader in) {
        var version = in.readVersion(VERSION);
        entered = in.readLong();
        for (var sample : samples) {
            if (version == 1) {
                sample.readSorted(in);
            } else {
                sample.read(in);
            }
        }
        in.end();
    }
}
