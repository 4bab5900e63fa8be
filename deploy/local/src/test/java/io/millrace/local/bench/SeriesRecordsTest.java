package io.millrace.local.bench;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.MetricDatum;
import io.millrace.operators.parse.MetricStreamParser;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class SeriesRecordsTest {
    private static final int SERIES = 200;

    private final SeriesRecords records = new SeriesRecords(SERIES, SeriesRecords.HISTORY);
    private final MetricStreamParser parser = new MetricStreamParser(Duration.ofHours(2));

    @Test
    void aHistoryIsADayOfOneSeries() {
        var points = points(7);

        assertThat(points).hasSize(SeriesRecords.HISTORY);
        assertThat(points)
                .extracting(MetricDatum::getSeriesKey)
                .containsOnly(points.get(0).getSeriesKey());
        assertThat(Duration.between(
                        points.get(0).getTimestamp(),
                        points.get(points.size() - 1).getTimestamp()))
                .isEqualTo(Duration.ofDays(1).minusMinutes(10));
    }

    @Test
    void everySeriesHasOnePointAMinuteAfterItsHistory() {
        var latest = new HashMap<String, MetricDatum>();
        for (int i = 0; i < SERIES; i++) {
            points(i).forEach(point -> latest.put(point.getSeriesKey(), point));
        }

        for (int minute = 0; minute < 3; minute++) {
            Map<String, MetricDatum> now = new HashMap<>();
            for (int i = 0; i < records.perMinute(); i++) {
                points(SERIES + minute * records.perMinute() + i)
                        .forEach(point ->
                                assertThat(now.put(point.getSeriesKey(), point)).isNull());
            }
            assertThat(now).hasSameSizeAs(latest);
            for (MetricDatum point : now.values()) {
                var before = requireNonNull(latest.get(point.getSeriesKey()));
                assertThat(point.getTimestamp()).isAfter(before.getTimestamp()).isBeforeOrEqualTo(point.getArrivedAt());
            }
            latest.putAll(now);
        }
    }

    @Test
    void onlyTheLiveMinutesArePaced() {
        var pace = SeriesPace.of(records, 1).createRateLimiter(1);

        for (int i = 0; i <= SERIES; i++) {
            assertThat(isFree(pace.acquire())).as("record " + i).isTrue();
        }
        assertThat(isFree(pace.acquire())).as("the second of the minute").isFalse();
        assertThat(isFree(pace.acquire())).as("after the minute").isTrue();
    }

    private static boolean isFree(CompletionStage<Void> acquired) {
        return acquired.toCompletableFuture().isDone();
    }

    private List<MetricDatum> points(long number) {
        var parsed = parser.parse(records.map(number));
        assertThat(parsed.deadLetters()).isEmpty();
        return parsed.points();
    }
}
