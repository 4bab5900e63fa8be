package io.millrace.operators.replay;

import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The split that waits for a reader, if it does: empty, or the split's bytes. */
final class ReplayEnumeratorSerializer implements SimpleVersionedSerializer<Optional<ReplaySplit>> {
    private final ReplaySplitSerializer splits = new ReplaySplitSerializer();

    @Override
    public int getVersion() {
        return splits.getVersion();
    }

    @Override
    public byte[] serialize(Optional<ReplaySplit> waiting) {
        return waiting.map(splits::serialize).orElse(new byte[0]);
    }

    @Override
    public Optional<ReplaySplit> deserialize(int version, byte[] bytes) throws IOException {
        return bytes.length == 0 ? Optional.empty() : Optional.of(splits.deserialize(version, bytes));
    }
}
