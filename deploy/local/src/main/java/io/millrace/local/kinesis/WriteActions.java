package io.millrace.local.kinesis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.http.EntryFault;
import io.millrace.local.http.Faults;
import io.millrace.local.http.WireException;
import io.millrace.local.http.WireRequest;
import java.time.InstantSource;
import java.util.ArrayList;

/** PutRecord and PutRecords. A request that breaks a limit is refused whole; a throttled record only by itself. */
final class WriteActions {
    private final Streams streams;
    private final InstantSource clock;
    private final KinesisLimits limits;
    private final Faults faults;

    WriteActions(Streams streams, InstantSource clock, KinesisLimits limits, Faults faults) {
        this.streams = streams;
        this.clock = clock;
        this.limits = limits;
        this.faults = faults;
    }

    ObjectNode putRecord(WireRequest request) {
        var stream = streams.namedIn(request);
        var position = append(stream, RecordToPut.read(request, limits.recordBytes()));
        return describe(position).put("EncryptionType", "NONE");
    }

    ObjectNode putRecords(WireRequest request) {
        var stream = streams.namedIn(request);
        var records = new ArrayList<RecordToPut>();
        for (var record : request.requiredList("Records", 1, limits.putRecords())) {
            records.add(RecordToPut.read(request.nested(record), limits.recordBytes()));
        }
        var bytes = records.stream().mapToLong(RecordToPut::bytes).sum();
        if (bytes > limits.putBytes()) {
            throw streams.errors()
                    .invalid("Records size " + bytes + " bytes exceeds the limit of " + limits.putBytes() + " bytes");
        }
        var answer = JsonNodeFactory.instance.objectNode();
        var results = answer.putArray("Records");
        int failed = 0;
        for (var record : records) {
            var result = tryAppend(stream, record);
            failed += result.has("ErrorCode") ? 1 : 0;
            results.add(result);
        }
        return answer.put("FailedRecordCount", failed).put("EncryptionType", "NONE");
    }

    private ObjectNode tryAppend(Stream stream, RecordToPut record) {
        var fault = faults.nextEntry("PutRecords");
        if (fault.isPresent()) {
            return refuse(fault.get());
        }
        try {
            return describe(append(stream, record));
        } catch (WireException e) {
            return refuse(new EntryFault(e.type(), String.valueOf(e.getMessage())));
        }
    }

    private RecordPosition append(Stream stream, RecordToPut record) {
        var now = clock.instant();
        return limits.throughput()
                ? stream.appendWithinRate(record.hashKey(), record.partitionKey(), record.data(), now)
                : stream.append(record.hashKey(), record.partitionKey(), record.data(), now);
    }

    private static ObjectNode describe(RecordPosition position) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("ShardId", position.shardId())
                .put("SequenceNumber", position.sequenceNumber());
    }

    private static ObjectNode refuse(EntryFault fault) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("ErrorCode", fault.code())
                .put("ErrorMessage", fault.message());
    }
}
