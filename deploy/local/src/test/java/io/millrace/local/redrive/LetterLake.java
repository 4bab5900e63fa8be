package io.millrace.local.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.domain.DeadLetter;
import io.millrace.domain.RawRecord;
import io.millrace.domain.id.Ids;
import io.millrace.operators.lake.Lake;
import io.millrace.operators.lake.LakeSink;
import io.millrace.operators.parse.DeadLetters;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A lake with the given dead letters, written by the job's own sink. */
public final class LetterLake {
    /** When the letters' records arrived first. */
    public static final Instant FIRST = Instant.parse("2026-08-05T10:07:13.250Z");

    private LetterLake() {}

    public static void write(Path lake, List<DeadLetter> letters) throws Exception {
        var environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        environment.setRuntimeMode(RuntimeExecutionMode.BATCH);
        environment
                .fromData(letters, new AvroTypeInfo<>(DeadLetter.class))
                .sinkTo(LakeSink.of(Lake.DEAD_LETTERS, new org.apache.flink.core.fs.Path(lake.toUri())));
        environment.execute();
    }

    /** The letter of a raw record that stood at this position. */
    public static DeadLetter raw(String stream, String position, byte[] data, Instant arrivedAt, String reason) {
        var record = new RawRecord(
                Ids.hash("record", stream, "shardId-000000000000", position),
                stream,
                "shardId-000000000000",
                position,
                arrivedAt,
                ByteBuffer.wrap(data));
        return DeadLetters.of(record, "parse", reason, "The parser of an earlier build failed.");
    }

    /** The letter of an event record that stood at this position. */
    public static DeadLetter event(String position, String payload, String reason) {
        return raw("events", position, payload.getBytes(UTF_8), FIRST, reason);
    }
}
