package io.millrace.testing.simulation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes points as a metric stream's JSON lines, straight into bytes: it is the simulator's hot path. One writer
 * serves one thread; {@link #take} empties it.
 */
final class PointWriter {
    private static final byte[] MAX = ascii(",\"value\":{\"max\":");
    private static final byte[] MIN = ascii(",\"min\":");
    private static final byte[] SUM = ascii(",\"sum\":");
    private static final byte[] COUNT = ascii(",\"count\":");
    private static final byte[] P50 = ascii(",\"p50\":");
    private static final byte[] P90 = ascii(",\"p90\":");
    private static final byte[] P99 = ascii(",\"p99\":");
    private static final byte[] UNIT = ascii("},\"unit\":\"");
    private static final byte[] END = ascii("\"}\n");
    private static final int SAMPLES = 5;
    private static final int DIGITS = 20;
    private static final long FRACTION = 10_000;

    private byte[] buffer = new byte[64 * 1024];
    private final byte[] digits = new byte[DIGITS];
    private int length;
    private int lines;

    int lines() {
        return lines;
    }

    /** Adds the line of one point. */
    void point(Series series, long minute, double value, int periodMinutes) {
        raw(series.prefix());
        whole(minute * 60_000);
        switch (series.form()) {
            case LEVEL -> level(series, minute, value, SAMPLES * periodMinutes);
            case COUNT -> statistics(1, 1, value, value);
            case DURATION -> duration(series, minute, value);
        }
        raw(UNIT);
        raw(series.unit().getBytes(StandardCharsets.US_ASCII));
        raw(END);
        lines++;
    }

    private void level(Series series, long minute, double value, int samples) {
        double spread = series.deviation() * (0.4 + Noise.uniform(series.seed() ^ 5, minute));
        statistics(series.bounded(value + spread), series.bounded(value - spread), value * samples, samples);
    }

    private void duration(Series series, long minute, double value) {
        long requests = 200 + (long) (400 * Noise.uniform(series.seed() ^ 6, minute));
        double tail = 1 + 0.2 * Noise.uniform(series.seed() ^ 7, minute);
        statistics(value * 6 * tail, value * 0.2, value * requests, requests);
        raw(P50);
        number(value * 0.8);
        raw(P90);
        number(value * 1.9 * tail);
        raw(P99);
        number(value * 3.6 * tail);
    }

    private void statistics(double max, double min, double sum, double count) {
        raw(MAX);
        number(max);
        raw(MIN);
        number(min);
        raw(SUM);
        number(sum);
        raw(COUNT);
        number(count);
    }

    /** The lines so far as one record, the last line without its end. */
    byte[] take() {
        var record = Arrays.copyOf(buffer, Math.max(0, length - 1));
        length = 0;
        lines = 0;
        return record;
    }

    private void raw(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    /** Four decimals at most, one at least: what CloudWatch's own numbers look like. */
    private void number(double value) {
        long scaled = Math.round(value * FRACTION);
        if (scaled < 0) {
            reserve(1);
            buffer[length++] = '-';
            scaled = -scaled;
        }
        whole(scaled / FRACTION);
        reserve(6);
        buffer[length++] = '.';
        long rest = scaled % FRACTION;
        long unit = FRACTION / 10;
        do {
            buffer[length++] = (byte) ('0' + rest / unit);
            rest %= unit;
            unit /= 10;
        } while (rest > 0);
    }

    private void whole(long value) {
        int at = DIGITS;
        long rest = value;
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        reserve(DIGITS);
        System.arraycopy(digits, at, buffer, length, DIGITS - at);
        length += DIGITS - at;
    }

    private void reserve(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
