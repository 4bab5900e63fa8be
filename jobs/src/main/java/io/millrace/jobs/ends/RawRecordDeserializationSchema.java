package io.millrace.jobs.ends;

import io.millrace.domain.RawRecord;
import io.millrace.domain.id.Ids;
import io.millrace.operators.stage.Records;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

/** Keeps a Kinesis record as it is, with its position and approximate arrival timestamp. Never fails. */
final class RawRecordDeserializationSchema implements KinesisDeserializationSchema<RawRecord> {
    private static final long serialVersionUID = 1L;

    private final String logicalName;

    RawRecordDeserializationSchema(String logicalName) {
        this.logicalName = logicalName;
    }

    @Override
    public RawRecord deserialize(
            byte[] data, String partitionKey, String sequenceNumber, long arrivedAt, String stream, String shard) {
        return RawRecord.newBuilder()
                .setRecordId(Ids.hash("record", stream, shard, sequenceNumber))
                .setStream(logicalName)
                .setShard(shard)
                .setPosition(sequenceNumber)
                .setArrivedAt(Instant.ofEpochMilli(arrivedAt))
                .setData(ByteBuffer.wrap(data))
                .build();
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return Records.type(RawRecord.class);
    }
}
