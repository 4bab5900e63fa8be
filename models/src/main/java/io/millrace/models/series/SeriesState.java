package io.millrace.models.series;

import org.jspecify.annotations.Nullable;

/**
 * A detector's state in three parts, by how often they change: the point part with every point (at most 256 bytes), the
 * profile once an hour (under 1 KB), the sample with every sixth point that enters it (at most 24 bytes for each
 * place). Keep the newest of each and restore all three together. Each is versioned by itself.
 */
public final class SeriesState {
    private final byte[] point;
    private final byte @Nullable [] profile;
    private final byte @Nullable [] sample;

    /** The parts as they were saved; a part that never was is null. */
    public SeriesState(byte[] point, byte @Nullable [] profile, byte @Nullable [] sample) {
        this.point = point;
        this.profile = profile;
        this.sample = sample;
    }

    /** What changes with every point. */
    public byte[] point() {
        return point;
    }

    /** What changes once an hour; null in a list of changes when it did not. */
    public byte @Nullable [] profile() {
        return profile;
    }

    /** What changes when the sample does; null in a list of changes when it need not be written. */
    public byte @Nullable [] sample() {
        return sample;
    }

    /** This state with the changes made since. */
    public SeriesState with(SeriesState changes) {
        return new SeriesState(
                changes.point,
                changes.profile == null ? profile : changes.profile,
                changes.sample == null ? sample : changes.sample);
    }
}
