package io.millrace.operators.lake;

import java.io.IOException;
import java.time.Duration;
import org.apache.flink.streaming.api.functions.sink.filesystem.PartFileInfo;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.CheckpointRollingPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Closes a file at each checkpoint, when it is large, and soon after its hour has passed: a replay runs
 * through hours in milliseconds, and each open file costs memory and a file handle until it closes. The
 * newest hour waits for the checkpoint, so that a live job writes no more files than it has checkpoints.
 */
final class LakeRolling<T> extends CheckpointRollingPolicy<T, String> {
    /** How often Flink should ask about files that get no rows. */
    static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final long serialVersionUID = 1L;
    private static final long LARGE_BYTES = 128L << 20;

    /** Newest partition asked about; partitions sort by time. Only steers when files close, so it needs no state. */
    private transient @Nullable String newest;

    @Override
    public boolean shouldRollOnEvent(PartFileInfo<String> file, T row) throws IOException {
        hasPassed(file);
        return file.getSize() >= LARGE_BYTES;
    }

    @Override
    public boolean shouldRollOnProcessingTime(PartFileInfo<String> file, long now) {
        return hasPassed(file) && now - file.getLastUpdateTime() >= INTERVAL.toMillis();
    }

    private boolean hasPassed(PartFileInfo<String> file) {
        var partition = file.getBucketId();
        var before = newest;
        if (before == null || partition.compareTo(before) > 0) {
            newest = partition;
            return false;
        }
        return partition.compareTo(before) < 0;
    }
}
