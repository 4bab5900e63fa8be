package io.millrace.local.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.millrace.domain.RawRecord;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/**
 * Metric-stream records of many series, by number. First a history, a record of some points in ten minutes each for every
 * series, so that every model has learned; then minute after minute one point of each series, 100 to a record. Values follow
 * a day's rhythm with a little noise.
 */
final class SeriesRecords implements GeneratorFunction<Long, RawRecord>, Serializable {
    private static final long serialVersionUID = 1L;

    /** Points of a series' history: one in ten minutes, for a day. A model is past its beginning, and not yet its largest. */
    static final int HISTORY = 24 * 6;

    private static final int TOGETHER = 100;
    private static final int SAMPLES = 5;
    private static final long MINUTE = 60_000;
    private static final long BEGIN = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
    /** Arrival time between two histories: fifty are in state at once. */
    private static final long HISTORY_EVERY = 40;

    private final int series;
    private final int history;

    /**
     * @param series a multiple of 100
     * @param history points of each before it lives
     */
    SeriesRecords(int series, int history) {
        this.series = series;
        this.history = history;
    }

    /** Points of each series before it lives. */
    int history() {
        return history;
    }

    int series() {
        return series;
    }

    int perMinute() {
        return series / TOGETHER;
    }

    @Override
    public RawRecord map(Long number) {
        boolean isHistory = number < series;
        long live = number - series;
        long arrival = isHistory
                ? BEGIN + number * HISTORY_EVERY
                : BEGIN + series * HISTORY_EVERY + live * MINUTE / perMinute();
        var text = new StringBuilder(isHistory ? history * 240 : TOGETHER * 240);
        if (isHistory) {
            for (int back = history; back > 0; back--) {
                line(text, number.intValue(), BEGIN - back * 10 * MINUTE);
            }
        } else {
            int first = (int) (live % perMinute()) * TOGETHER;
            for (int i = first; i < first + TOGETHER; i++) {
                line(text, i, arrival / MINUTE * MINUTE);
            }
        }
        return RawRecord.newBuilder()
                .setRecordId(new String(EventRecord.hex(number, 32), ISO_8859_1))
                .setStream("metrics")
                .setShard("shardId-000000000000")
                .setPosition(Long.toString(number))
                .setArrivedAt(Instant.ofEpochMilli(arrival))
                .setData(ByteBuffer.wrap(text.toString().getBytes(ISO_8859_1)))
                .build();
    }

    private static void line(StringBuilder text, int series, long time) {
        text.append("{\"metric_stream_name\":\"estate\",\"account_id\":\"111122223333\",\"region\":\"eu-west-1\",")
                .append(
                        "\"namespace\":\"AWS/EC2\",\"metric_name\":\"CPUUtilization\",\"dimensions\":{\"InstanceId\":\"")
                .append(EventRecord.instance(series))
                .append("\"},\"timestamp\":")
                .append(time)
                .append(",\"value\":{\"max\":79.5,\"min\":2.25,\"sum\":")
                .append(sum(series, time / MINUTE))
                .append(",\"count\":")
                .append(SAMPLES)
                .append(".0},\"unit\":\"Percent\"}\n");
    }

    /** Of the samples; their average goes between 25 and 65 in a day. */
    private static double sum(int series, long minute) {
        double phase = (minute % 1440 + series * 37L % 1440) / 1440.0;
        double noise = (EventRecord.mixed(series * 1_000_003L + minute) >>> 40) / (double) (1 << 24);
        return Math.round(1000 * SAMPLES * (45 + 18 * Math.sin(2 * Math.PI * phase) + 4 * (noise - 0.5))) / 1000.0;
    }
}
