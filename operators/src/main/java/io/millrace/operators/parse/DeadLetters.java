package io.millrace.operators.parse;

import io.millrace.domain.DeadLetter;
import io.millrace.domain.RawRecord;
import io.millrace.operators.parse.json.BoundedText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Builds dead letters: what could not be handled, where it was, why, and its bytes, so that it can be read and
 * replayed. All parts are bounded; bytes that are not UTF-8 become base64.
 */
public final class DeadLetters {
    /** The payload of a letter takes at most this many bytes, as text or as base64: EventBridge delivers no larger event. */
    public static final int MAX_PAYLOAD_BYTES = 256 << 10;

    /** The message, a trace included, has at most this many code points. */
    public static final int MAX_MESSAGE = 4096;

    private static final int MAX_RAW_BYTES = MAX_PAYLOAD_BYTES / 4 * 3;
    private static final int MAX_FRAMES = 12;
    private static final int MAX_CAUSES = 4;

    /** The payload is the record's bytes, as they came. */
    public static final String RAW = "raw";

    /** The payload is a piece of the record that cannot be read without the rest. */
    public static final String PART = "part";

    private DeadLetters() {}

    /** A letter for a whole raw record. */
    public static DeadLetter of(RawRecord raw, String stage, String reason, String message) {
        byte[] bytes = bytes(raw);
        return of(raw, -1, stage, reason, message, bytes, 0, bytes.length);
    }

    /** A letter for a part of a raw record: the bytes from {@code offset}, and the index of the point they hold. */
    public static DeadLetter of(
            RawRecord raw,
            int line,
            String stage,
            String reason,
            String message,
            byte[] bytes,
            int offset,
            int length) {
        return of(raw, line, RAW, stage, reason, message, bytes, offset, length);
    }

    /** The same, where it matters whether the part can be read by itself: {@link #RAW} or {@link #PART}. */
    static DeadLetter of(
            RawRecord raw,
            int line,
            String type,
            String stage,
            String reason,
            String message,
            byte[] bytes,
            int offset,
            int length) {
        return addressed(raw.getRecordId(), raw.getStream(), raw.getShard(), raw.getPosition(), raw.getArrivedAt())
                .setPayloadType(type)
                .setLine(line)
                .setStage(stage)
                .setReason(reason)
                .setMessage(BoundedText.of(message, MAX_MESSAGE))
                .setPayload(payload(bytes, offset, length))
                .setBase64(!isText(bytes, offset, length))
                .setPayloadBytes(length)
                .build();
    }

    /**
     * A letter for a later stage's record, as its JSON; such a record no longer knows its shard.
     *
     * @param stream the logical stream that the record came from; empty for what stages made of several records
     */
    public static DeadLetter of(
            SpecificRecordBase record,
            String recordId,
            String stream,
            Instant arrivedAt,
            String stage,
            String reason,
            String message) {
        var type = record.getSchema().getName();
        return of(type, record.toString(), recordId, stream, arrivedAt, stage, reason, message);
    }

    /** A letter for JSON of a named kind. */
    public static DeadLetter of(
            String type,
            String json,
            String recordId,
            String stream,
            Instant arrivedAt,
            String stage,
            String reason,
            String message) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return addressed(recordId, stream, "", "", arrivedAt)
                .setPayloadType(type)
                .setStage(stage)
                .setReason(reason)
                .setMessage(BoundedText.of(message, MAX_MESSAGE))
                .setPayload(payload(bytes, 0, bytes.length))
                .setPayloadBytes(bytes.length)
                .build();
    }

    private static DeadLetter.Builder addressed(
            String recordId, String stream, String shard, String position, Instant arrivedAt) {
        return DeadLetter.newBuilder()
                .setRecordId(recordId)
                .setStream(stream)
                .setShard(shard)
                .setPosition(position)
                .setArrivedAt(arrivedAt);
    }

    /** The record's bytes; the array may be the record's own and is not to be changed. */
    public static byte[] bytes(RawRecord raw) {
        ByteBuffer data = raw.getData();
        if (data.hasArray()
                && data.arrayOffset() == 0
                && data.position() == 0
                && data.remaining() == data.array().length) {
            return data.array();
        }
        byte[] copy = new byte[data.remaining()];
        data.duplicate().get(copy);
        return copy;
    }

    /** What failed, its causes and the first frames of each, bounded. */
    public static String trace(Throwable thrown) {
        var trace = new StringBuilder();
        Throwable cause = thrown;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            trace.append(i == 0 ? "" : "\ncaused by ").append(cause);
            Arrays.stream(cause.getStackTrace()).limit(MAX_FRAMES).forEach(frame -> trace.append("\n  at ")
                    .append(frame));
            cause = cause.getCause();
        }
        return BoundedText.of(trace.toString(), MAX_MESSAGE);
    }

    /** Text is judged by the part that is kept, cut between code points. */
    private static boolean isText(byte[] bytes, int offset, int length) {
        return decoded(bytes, offset, kept(bytes, offset, length)) != null;
    }

    private static String payload(byte[] bytes, int offset, int length) {
        var text = decoded(bytes, offset, kept(bytes, offset, length));
        if (text != null) {
            return text.toString();
        }
        int raw = Math.min(length, MAX_RAW_BYTES);
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, offset, offset + raw));
    }

    private static int kept(byte[] bytes, int offset, int length) {
        if (length <= MAX_PAYLOAD_BYTES) {
            return length;
        }
        int end = MAX_PAYLOAD_BYTES;
        while (end > MAX_PAYLOAD_BYTES - 4 && (bytes[offset + end] & 0xC0) == 0x80) {
            end--;
        }
        return end;
    }

    private static @Nullable CharBuffer decoded(byte[] bytes, int offset, int length) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
