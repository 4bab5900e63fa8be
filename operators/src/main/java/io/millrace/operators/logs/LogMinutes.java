package io.millrace.operators.logs;

import io.millrace.domain.Dimension;
import io.millrace.domain.LogCount;
import io.millrace.domain.LogMinute;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.id.Ids;
import io.millrace.domain.time.Slots;
import io.millrace.operators.parse.SeriesKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which lines become minutes and minutes points. A minute closes at a moment of arrival time that follows
 * from the minute alone, and whether lines are late follows from their own arrival: nothing depends on the order of
 * delivery. Pure.
 */
public final class LogMinutes {
    public static final String NAMESPACE = "Millrace/Logs";
    public static final String METRIC_NAME = "Errors";
    public static final String DIMENSION = "LogGroup";

    /** A busy group has some hundred records in a minute; of further ones repeats are not told. */
    static final int MAX_DELIVERIES = 1000;

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final long wait;

    public LogMinutes(LogSettings settings) {
        this.wait = settings.minuteWait().toMillis();
    }

    /** The series that the lines belong to. */
    public static String seriesKey(LogCount count) {
        return seriesKey(count.getAccount(), count.getRegion(), count.getLogGroup());
    }

    private static String seriesKey(String account, String region, String logGroup) {
        return SeriesKeys.of(account, region, NAMESPACE, METRIC_NAME, dimensions(logGroup));
    }

    private static List<Dimension> dimensions(String logGroup) {
        return List.of(new Dimension(DIMENSION, logGroup));
    }

    /** The last millisecond, of arrival time, in which lines of the minute are counted. */
    long closesAt(long minute) {
        return Slots.endOf(minute + MINUTE + wait);
    }

    /** The minute that closes at this moment. */
    long closingAt(long moment) {
        return Math.floorDiv(moment - wait, MINUTE) * MINUTE - MINUTE;
    }

    /** Whether the lines arrived after their minute was closed. */
    boolean isLate(LogCount count) {
        return count.getArrivedAt().toEpochMilli() > closesAt(minute(count));
    }

    static long minute(LogCount count) {
        return count.getMinute().toEpochMilli();
    }

    /** Whether the same lines have been counted already. */
    static boolean isRepeated(@Nullable LogMinute known, LogCount count) {
        return known != null
                && count.getDelivery() != 0
                && known.getDeliveries().contains(count.getDelivery());
    }

    static LogMinute add(@Nullable LogMinute known, LogCount count) {
        var deliveries = new ArrayList<Long>(known == null ? List.of() : known.getDeliveries());
        if (count.getDelivery() != 0 && deliveries.size() < MAX_DELIVERIES) {
            deliveries.add(count.getDelivery());
        }
        return new LogMinute(
                count.getAccount(),
                count.getRegion(),
                count.getLogGroup(),
                count.getLines() + (known == null ? 0 : known.getLines()),
                count.getErrors() + (known == null ? 0 : known.getErrors()),
                deliveries);
    }

    /** The minute as one sample of the group's errors, zero included; it arrives when the minute closes. */
    MetricDatum point(long minute, LogMinute lines) {
        var dimensions = dimensions(lines.getLogGroup());
        double errors = lines.getErrors();
        return new MetricDatum(
                Ids.hash(
                        "log-minute",
                        lines.getAccount(),
                        lines.getRegion(),
                        lines.getLogGroup(),
                        Long.toString(minute)),
                0,
                Instant.ofEpochMilli(closesAt(minute)),
                Instant.ofEpochMilli(minute),
                lines.getAccount(),
                lines.getRegion(),
                NAMESPACE,
                METRIC_NAME,
                dimensions,
                seriesKey(lines.getAccount(), lines.getRegion(), lines.getLogGroup()),
                1.0,
                errors,
                errors,
                errors,
                Map.of(),
                "Count");
    }
}
