package io.millrace.operators.parse;

import com.fasterxml.jackson.core.JsonFactory;
import io.millrace.domain.DeadLetter;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.RawRecord;
import io.millrace.domain.fold.Redriven;
import io.millrace.domain.id.Ids;
import io.millrace.domain.time.TimeBounds;
import io.millrace.operators.parse.json.BoundedText;
import io.millrace.operators.parse.json.Json;
import io.millrace.operators.parse.json.UnreadableJson;
import io.millrace.operators.parse.source.Envelope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.OptionalDouble;

/**
 * A record of the events stream on its second way, from a dead letter of the parse stage: {@code detail} holds its bytes, its
 * first position and its first arrival. What is derived from these comes out as it would have the first time; the record id and
 * the arrival are those of the second way, on which it is a record of its own, with an end of its own.
 */
public final class RedrivenRecord {
    /** Detail type of the envelope. */
    public static final String DETAIL_TYPE = "Record Redriven";

    private static final String SOURCE = "millrace";
    private static final int LONGEST = 512;
    private static final JsonFactory JSON = new JsonFactory();

    private final RawRecord carrier;
    private final RawRecord first;
    private final String diedAs;

    private RedrivenRecord(RawRecord carrier, RawRecord first, String diedAs) {
        this.carrier = carrier;
        this.first = first;
        this.diedAs = diedAs;
    }

    /** Whether the envelope looks like one that brings a record again; who sent it is the caller's to ask. */
    public static boolean is(Envelope envelope) {
        return envelope.isEventBridge() && envelope.detailType().equals(DETAIL_TYPE);
    }

    /** The envelope in which a raw record of the events stream comes again, by its letter. */
    public static byte[] envelope(DeadLetter letter) {
        return envelope(letter, letter.getRecordId(), letter.getShard(), letter.getPosition(), letter.getArrivedAt());
    }

    private static byte[] envelope(
            DeadLetter letter, String recordId, String shard, String position, Instant arrivedAt) {
        var bytes = new ByteArrayOutputStream(letter.getPayload().length() + 512);
        try (var json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            // our own source: from others it would not be believed
            json.writeStringField("source", SOURCE);
            json.writeStringField("detail-type", DETAIL_TYPE);
            json.writeObjectFieldStart("detail");
            json.writeStringField("recordId", recordId);
            json.writeStringField("shard", shard);
            json.writeStringField("position", position);
            json.writeNumberField("line", letter.getLine());
            json.writeStringField("arrivedAt", arrivedAt.toString());
            json.writeBooleanField("base64", letter.getBase64());
            json.writeStringField("payload", letter.getPayload());
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The record that the carrier brings again. */
    static RedrivenRecord in(Envelope envelope, RawRecord carrier) throws UnreadableJson {
        var detail = envelope.detail();
        var recordId = named(detail, "recordId");
        var line = detail.at("line").number();
        var first = new RawRecord(
                // a part of a record that held several is not the whole
                isPart(line) ? Ids.hash(recordId, "line", detail.text("line")) : recordId,
                carrier.getStream(),
                named(detail, "shard"),
                named(detail, "position"),
                arrival(detail, carrier),
                ByteBuffer.wrap(payload(detail)));
        return new RedrivenRecord(carrier, first, recordId);
    }

    private static boolean isPart(OptionalDouble line) {
        return line.isPresent() && line.getAsDouble() >= 0 && line.getAsDouble() < Integer.MAX_VALUE;
    }

    private static String named(Json detail, String field) throws UnreadableJson {
        var value = detail.at(field);
        if (!value.isString() || (field.equals("recordId") && value.string().isBlank())) {
            throw new UnreadableJson("bad-redrive", "A redriven record needs recordId, shard and position as text.");
        }
        return BoundedText.cut(value.string(), LONGEST);
    }

    /** Never after the carrier's: what is redriven came before. */
    private static Instant arrival(Json detail, RawRecord carrier) throws UnreadableJson {
        var stated = detail.at("arrivedAt").time();
        if (stated == null || stated.isBefore(Instant.EPOCH)) {
            throw new UnreadableJson(
                    "bad-redrive", "A redriven record needs arrivedAt, the time of its first arrival.");
        }
        var millis = Instant.ofEpochMilli(stated.toEpochMilli());
        return millis.isAfter(carrier.getArrivedAt()) ? carrier.getArrivedAt() : millis;
    }

    private static byte[] payload(Json detail) throws UnreadableJson {
        var payload = detail.at("payload");
        if (!payload.isString()) {
            throw new UnreadableJson("bad-redrive", "A redriven record needs its payload as text.");
        }
        if (!detail.at("base64").isTrue()) {
            return payload.string().getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(payload.string());
        } catch (IllegalArgumentException e) {
            throw new UnreadableJson("bad-redrive", "The redriven record's payload is not base64: " + e.getMessage());
        }
    }

    /** The record as it came the first time. */
    RawRecord first() {
        return first;
    }

    /** What became of {@link #first}, as this record's; the letters bring the same again, with its first position and arrival. */
    ParseResult again(ParseResult result, TimeBounds times) {
        for (int i = 0; i < result.events().size(); i++) {
            arrived(result.events().get(i), i, times);
        }
        var letters = new ArrayList<DeadLetter>();
        for (DeadLetter letter : result.deadLetters()) {
            letters.add(diedAgain(letter));
        }
        return new ParseResult(result.events(), letters);
    }

    private void arrived(OpsEvent event, int index, TimeBounds times) {
        var id = carrier.getRecordId();
        event.setRecordId(index == 0 ? id : Ids.hash(id, Integer.toString(index)));
        event.setArrivedAt(carrier.getArrivedAt());
        event.setFuture(times.isFuture(event.getEventTime(), carrier.getArrivedAt()));
        event.setLate(times.isLate(event.getEventTime(), carrier.getArrivedAt()));
        event.getAttributes().put(Redriven.FROM_RECORD, diedAs);
        event.getAttributes()
                .put(Redriven.FIRST_ARRIVED_AT, first.getArrivedAt().toString());
    }

    private DeadLetter diedAgain(DeadLetter letter) {
        byte[] again = letter.getLine() < 0
                ? DeadLetters.bytes(carrier)
                : envelope(letter, first.getRecordId(), first.getShard(), first.getPosition(), first.getArrivedAt());
        return DeadLetters.of(
                carrier,
                letter.getLine(),
                letter.getStage(),
                letter.getReason(),
                "Redriven, and dead again: " + letter.getMessage(),
                again,
                0,
                again.length);
    }
}
