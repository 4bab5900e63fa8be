package io.millrace.local.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.domain.RawRecord;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/**
 * Alarms by number: ten calm minutes, a storm of a minute, and calm again. Of ten records of the storm nine are of things in no
 * catalog, whose one scope is their account and Region: six alarms that were never seen, and three sent once more. Calm is
 * five alarms a second of services that each have their own scope; the tenth record of the storm is one of these.
 */
final class StormRecords implements GeneratorFunction<Long, RawRecord>, Serializable {
    private static final long serialVersionUID = 1L;

    /** Records in the minute of the storm. */
    static final int STORM = 100_000;

    static final int CALM = 3_000;

    /** Where nine of ten records of the storm belong: what is in no catalog belongs to its account and Region. */
    static final String SCOPE = "111122223333|eu-west-1";

    /** Distinct alarms of the storm in the hot scope. */
    static final int DISTINCT = STORM / 10 * 6;

    private static final long CALM_EVERY = 200;
    private static final long MINUTE = 60_000;
    private static final long BEGIN = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();

    /** Arrival of the storm's last record, epoch milliseconds. */
    static final long STORM_ENDS = BEGIN + CALM * CALM_EVERY + MINUTE;

    @Override
    public RawRecord map(Long number) {
        long storm = number - CALM;
        if (storm < 0) {
            return raw(number, BEGIN + number * CALM_EVERY, service(number, BEGIN + number * CALM_EVERY));
        }
        if (storm >= STORM) {
            long arrival = STORM_ENDS + (storm - STORM) * CALM_EVERY;
            return raw(number, arrival, service(number - STORM / 10 * 9, arrival));
        }
        long arrival = arrival(storm);
        int kind = (int) (storm % 10);
        if (kind == 9) {
            return raw(number, arrival, service(CALM + storm / 10, arrival));
        }
        // each third repeats the one before it
        long told = kind % 3 == 2 ? storm - 1 : storm;
        int thing = EventRecord.THINGS + (int) (told / 10 * 6 + told % 10 / 3 * 2 + told % 10 % 3);
        return raw(number, arrival, EventRecord.alarm(CALM + told, thing, true, arrival(told)));
    }

    private static long arrival(long storm) {
        return STORM_ENDS - MINUTE + storm * MINUTE / STORM;
    }

    private static String service(long number, long arrival) {
        // ids of their own, beyond those of the hot scope
        return EventRecord.alarm(1_000_000_000L + number, EventRecord.thing(number), opens(number), arrival);
    }

    private static boolean opens(long number) {
        return number / EventRecord.THINGS % 2 == 0;
    }

    private static RawRecord raw(long number, long arrival, String payload) {
        return RawRecord.newBuilder()
                .setRecordId(new String(EventRecord.hex(number, 32), ISO_8859_1))
                .setStream("events")
                .setShard("shardId-000000000000")
                .setPosition(Long.toString(number))
                .setArrivedAt(Instant.ofEpochMilli(arrival))
                .setData(ByteBuffer.wrap(payload.getBytes(UTF_8)))
                .build();
    }
}
