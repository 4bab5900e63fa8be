package io.millrace.operators.eventbridge;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;

/**
 * The entries that a checkpoint found in the sink's buffer. Version 1: id, detail type, time, resources,
 * detail; strings as byte length and UTF-8, for {@code writeUTF} ends at 64 KB and a detail may have 256.
 */
final class EventBridgeStateSerializer extends AsyncSinkWriterStateSerializer<EventBridgeEntry> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public BufferedRequestState<EventBridgeEntry> deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException("Cannot read the EventBridge sink's state of version " + version
                    + "; this release knows versions up to " + VERSION);
        }
        return super.deserialize(version, bytes);
    }

    @Override
    protected void serializeRequestToStream(EventBridgeEntry entry, DataOutputStream out) throws IOException {
        write(entry.entryId, out);
        write(entry.detailType, out);
        out.writeLong(entry.timeMillis);
        out.writeInt(entry.resources.size());
        for (var resource : entry.resources) {
            write(resource, out);
        }
        write(entry.detail, out);
    }

    @Override
    protected EventBridgeEntry deserializeRequestFromStream(long size, DataInputStream in) throws IOException {
        var entryId = read(in);
        var detailType = read(in);
        var time = in.readLong();
        int count = in.readInt();
        var resources = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) {
            resources.add(read(in));
        }
        return new EventBridgeEntry(entryId, detailType, time, resources, read(in));
    }

    private static void write(String text, DataOutputStream out) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String read(DataInputStream in) throws IOException {
        var bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
