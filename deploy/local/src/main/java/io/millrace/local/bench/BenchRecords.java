package io.millrace.local.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.domain.RawRecord;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * The records that are measured, by number: any record can be made without those before it, and the same number
 * gives the same bytes. Metric records hold 100 points each and visit 1,000 series in turn, a minute between two
 * points of one. Event records open and close the same things in turn, 200 ms between two events.
 */
public enum BenchRecords {
    METRIC {
        @Override
        public RawRecord record(long number) {
            long arrival = ARRIVAL + number * MINUTE / RECORDS_PER_MINUTE;
            return raw("metrics", number, arrival, MetricRecord.bytes(number, arrival));
        }
    },
    ALARM {
        @Override
        public RawRecord record(long number) {
            long arrival = ARRIVAL + number * EVERY;
            return raw(
                    "events",
                    number,
                    arrival,
                    EventRecord.alarm(number, arrival).getBytes(UTF_8));
        }
    },
    HEALTH {
        @Override
        public RawRecord record(long number) {
            long arrival = ARRIVAL + number * EVERY;
            return raw(
                    "events",
                    number,
                    arrival,
                    EventRecord.health(number, arrival).getBytes(UTF_8));
        }
    };

    static final int POINTS_PER_RECORD = 100;
    static final int SERIES = 1000;
    static final int RECORDS_PER_MINUTE = SERIES / POINTS_PER_RECORD;

    static final long SECOND = 1000;
    static final long MINUTE = 60 * SECOND;
    /** Between two events: a thing opens again after 67 minutes, so nothing flaps. */
    private static final long EVERY = 200;

    private static final long ARRIVAL = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();

    /** The record of this number, from 0. */
    public abstract RawRecord record(long number);

    private static RawRecord raw(String stream, long number, long arrival, byte[] data) {
        return RawRecord.newBuilder()
                .setRecordId(id(number))
                .setStream(stream)
                .setShard("shardId-000000000000")
                .setPosition(Long.toString(number))
                .setArrivedAt(Instant.ofEpochMilli(arrival))
                .setData(ByteBuffer.wrap(data))
                .build();
    }

    private static String id(long number) {
        return new String(EventRecord.hex(number, 32), ISO_8859_1);
    }
}
