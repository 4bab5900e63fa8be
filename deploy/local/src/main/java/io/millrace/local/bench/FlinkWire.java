package io.millrace.local.bench;

import io.millrace.operators.stage.Records;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** From one keyed stage to the next: Flink's own serialiser of a record into bytes and back. For one thread. */
final class FlinkWire<T extends SpecificRecordBase> {
    private final TypeSerializer<T> serializer;
    private final DataOutputSerializer out = new DataOutputSerializer(4096);
    private final DataInputDeserializer in = new DataInputDeserializer();

    FlinkWire(Class<T> type) {
        this.serializer = Records.type(type).createSerializer(new SerializerConfigImpl());
    }

    T through(T record) throws IOException {
        out.clear();
        serializer.serialize(record, out);
        in.setBuffer(out.getSharedBuffer(), 0, out.length());
        return serializer.deserialize(in);
    }
}
