package io.millrace.operators.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.LogCount;
import io.millrace.domain.MetricDatum;
import io.millrace.operators.stage.Harnesses;
import io.millrace.operators.stage.Outputs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CountLogErrorsFunctionTest {
    private static final Instant TEN = Instant.parse("2026-08-05T10:00:00Z");
    private static final Instant CLOSED = Instant.parse("2026-08-05T10:03:01.999Z");
    private static final LogSettings SETTINGS = new LogSettings(Duration.ofMinutes(2), "eu-west-1");

    @Test
    void aMinuteGivesOnePointWhenItCloses() throws Exception {
        try (var harness = harness(null)) {
            send(harness, count("a", TEN, TEN.plusSeconds(5), 10, 2, 1));
            send(harness, count("a", TEN, TEN.plusSeconds(70), 20, 1, 2));
            harness.processWatermark(CLOSED.toEpochMilli() - 1);
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.processWatermark(CLOSED.toEpochMilli());

            assertThat(harness.extractOutputValues()).singleElement().satisfies(point -> {
                assertThat(point.getSeriesKey()).isEqualTo("111122223333|eu-west-1|Millrace/Logs|Errors|LogGroup=a");
                assertThat(point.getTimestamp()).isEqualTo(TEN);
                assertThat(point.getArrivedAt()).isEqualTo(CLOSED);
                assertThat(List.of(point.getCount(), point.getSum(), point.getMin(), point.getMax()))
                        .containsExactly(1.0, 3.0, 3.0, 3.0);
                assertThat(point.getUnit()).isEqualTo("Count");
            });
            assertThat(counts(harness)).containsExactly("logs scored 10", "logs scored 20", "metrics received 1");
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void aMinuteOfLinesWithoutErrorsIsAZeroAndOneWithoutLinesIsNothing() throws Exception {
        try (var harness = harness(null)) {
            send(harness, count("a", TEN, TEN, 10, 0, 1));
            send(harness, count("a", TEN.plusSeconds(120), TEN, 10, 4, 2));
            harness.processWatermark(Long.MAX_VALUE);

            assertThat(harness.extractOutputValues())
                    .extracting(MetricDatum::getSum)
                    .containsExactly(0.0, 4.0);
        }
    }

    @Test
    void linesOfAClosedMinuteAreLateWhetherOrNotTheWatermarkHasCome() throws Exception {
        try (var harness = harness(null)) {
            send(harness, count("a", TEN, CLOSED, 1, 1, 1));
            send(harness, count("a", TEN, CLOSED.plusMillis(1), 2, 2, 2));
            harness.processWatermark(CLOSED.toEpochMilli());
            send(harness, count("a", TEN, CLOSED, 3, 3, 3));

            assertThat(harness.extractOutputValues())
                    .extracting(MetricDatum::getSum)
                    .containsExactly(1.0);
            assertThat(counts(harness))
                    .containsExactly("logs scored 1", "logs late 2", "metrics received 1", "logs late 3");
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void theSameDeliveryCountsOnce() throws Exception {
        try (var harness = harness(null)) {
            send(harness, count("a", TEN, TEN, 10, 2, 7));
            send(harness, count("a", TEN, TEN.plusSeconds(1), 10, 2, 7));
            send(harness, count("a", TEN, TEN.plusSeconds(1), 10, 2, 0));
            send(harness, count("a", TEN, TEN.plusSeconds(1), 10, 2, 0));
            send(harness, count("b", TEN, TEN.plusSeconds(1), 10, 2, 7));
            harness.processWatermark(CLOSED.toEpochMilli());

            assertThat(harness.extractOutputValues())
                    .extracting(MetricDatum::getSum)
                    .containsExactlyInAnyOrder(6.0, 2.0);
            assertThat(counts(harness)).contains("logs repeated 10");
        }
    }

    @Test
    void openMinutesSurviveARestart() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = harness(null)) {
            send(harness, count("a", TEN, TEN, 10, 2, 7));
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = harness(snapshot)) {
            send(harness, count("a", TEN, TEN, 10, 2, 7));
            send(harness, count("a", TEN, TEN, 10, 3, 8));
            harness.processWatermark(CLOSED.toEpochMilli());

            assertThat(harness.extractOutputValues())
                    .extracting(MetricDatum::getSum)
                    .containsExactly(5.0);
        }
    }

    @Test
    void everyMinuteClosesAtAMomentThatTellsIt() {
        for (Duration wait :
                List.of(Duration.ZERO, Duration.ofMillis(1500), Duration.ofMinutes(2), Duration.ofSeconds(61))) {
            var minutes = new LogMinutes(new LogSettings(wait, ""));
            for (long minute = 0; minute < 100; minute++) {
                long millis = TEN.toEpochMilli() + minute * 60_000;
                assertThat(minutes.closingAt(minutes.closesAt(millis))).isEqualTo(millis);
            }
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, LogCount, MetricDatum> harness(
            @Nullable OperatorSubtaskState snapshot) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new CountLogErrorsFunction(SETTINGS)), LogMinutes::seriesKey, Types.STRING);
        return Harnesses.open(harness, MetricDatum.class, snapshot);
    }

    private static void send(
            KeyedOneInputStreamOperatorTestHarness<String, LogCount, MetricDatum> harness, LogCount count)
            throws Exception {
        harness.processElement(count, count.getArrivedAt().toEpochMilli());
    }

    private static LogCount count(
            String group, Instant minute, Instant arrivedAt, long lines, long errors, long delivery) {
        return new LogCount("r", arrivedAt, "111122223333", "eu-west-1", group, minute, lines, errors, delivery);
    }

    private static List<String> counts(KeyedOneInputStreamOperatorTestHarness<String, LogCount, MetricDatum> harness) {
        return Harnesses.side(harness, Outputs.COUNTS).stream()
                .map(count -> count.getStream() + " " + count.getOutcome() + " " + count.getCount())
                .toList();
    }
}
