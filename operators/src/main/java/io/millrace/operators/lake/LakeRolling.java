package io.millrace.operators.lake;

import java.io.IOException;
import java.time.Duration;
import org.apache.flink.streaming.api.functions.sink.filesystem.PartFileInfo;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.CheckpointRollingPolicy;

/**
 * Closes a file at each checkpoint, when it is large, and when its hour has gone quiet: a replay runs
 * through hours in milliseconds, and each open file costs memory and a file handle until it closes.
 */
final class LakeRolling<T> extends CheckpointRollingPolicy<T, String> {
    private static final long serialVersionUID = 1L;
    private static final long LARGE_BYTES = 128L << 20;

    private final long quietMillis;

    LakeRolling(Duration quiet) {
        this.quietMillis = quiet.toMillis();
    }

    @Override
    public boolean shouldRollOnEvent(PartFileInfo<String> file, T row) throws IOException {
        return file.getSize() >= LARGE_BYTES;
    }

    @Override
    public boolean shouldRollOnProcessingTime(PartFileInfo<String> file, long now) {
        return now - file.getLastUpdateTime() >= quietMillis;
    }
}
