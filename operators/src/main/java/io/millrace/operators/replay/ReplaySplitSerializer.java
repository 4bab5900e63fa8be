package io.millrace.operators.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Version 1: the count of emitted records, 8 bytes big endian. */
final class ReplaySplitSerializer implements SimpleVersionedSerializer<ReplaySplit> {
    @Override
    public int getVersion() {
        return 1;
    }

    @Override
    public byte[] serialize(ReplaySplit split) {
        return ByteBuffer.allocate(Long.BYTES).putLong(split.emitted()).array();
    }

    @Override
    public ReplaySplit deserialize(int version, byte[] bytes) throws IOException {
        if (version != 1 || bytes.length != Long.BYTES) {
            throw new IOException("Cannot read " + bytes.length + " bytes of version " + version
                    + " as a replay's position; this release knows version 1");
        }
        return new ReplaySplit(ByteBuffer.wrap(bytes).getLong());
    }
}
