package io.millrace.operators.parse;

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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.OptionalDouble;

/**
 * A record of the events stream on its second way, from a dead letter of the parse stage: {@code detail} holds its bytes, its
 * first position and its first arrival. What is derived from these comes out as it would have the first time; the record id and
 * the arrival are those of the second way, on which it is a record of its own.
 */
public final class RedrivenRecord {
    /** Detail type of the envelope. */
    public static final String DETAIL_TYPE = "Record Redriven";

    private static final int LONGEST = 512;

    private final RawRecord carrier;
    private final RawRecord first;
    private final String diedAs;
    private final int line;

    private RedrivenRecord(RawRecord carrier, RawRecord first, String diedAs, int line) {
        this.carrier = carrier;
        this.first = first;
        this.diedAs = diedAs;
        this.line = line;
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
        return new RedrivenRecord(carrier, first, recordId, isPart(line) ? (int) line.getAsDouble() : -1);
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

    /** What became of {@link #first}, as this record's; what died again keeps its first position and arrival. */
    ParseResult again(ParseResult result, TimeBounds times) {
        for (int i = 0; i < result.events().size(); i++) {
            arrived(result.events().get(i), i, times);
        }
        result.deadLetters().forEach(this::diedAgain);
        return result;
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

    private void diedAgain(DeadLetter letter) {
        letter.setRecordId(diedAs);
        letter.setLine(line >= 0 ? line : letter.getLine());
        letter.setMessage(BoundedText.of(
                "Redriven at " + carrier.getArrivedAt() + ": " + letter.getMessage(), DeadLetters.MAX_MESSAGE));
    }
}
