package io.millrace.runbooks.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.MetricDatum;
import io.millrace.runbooks.TestEvents;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticTest {
    @ParameterizedTest
    @CsvSource({"average, 20", "Average, 20", "sum, 100", "minimum, 5", "maximum, 40", "count, 5", "p99, 39"})
    void readsItsValue(String name, double value) {
        assertThat(Statistic.parse(name).orElseThrow().of(datum(5))).hasValue(value);
    }

    @Test
    void isEmptyWhenThePointDoesNotCarryIt() {
        assertThat(Statistic.parse("p90").orElseThrow().of(datum(5))).isEqualTo(OptionalDouble.empty());
        assertThat(Statistic.parse("average").orElseThrow().of(datum(0))).isEqualTo(OptionalDouble.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mean", "p", "p9999", "max", "", "TM()", "average "})
    void refusesOtherNames(String name) {
        assertThat(Statistic.parse(name)).isEmpty();
    }

    private static MetricDatum datum(double count) {
        return MetricDatum.newBuilder()
                .setRecordId("r")
                .setLine(0)
                .setArrivedAt(TestEvents.TEN)
                .setTimestamp(TestEvents.TEN)
                .setAccount(TestEvents.PRODUCTION)
                .setRegion(TestEvents.REGION)
                .setNamespace("n")
                .setMetricName("m")
                .setDimensions(List.of())
                .setSeriesKey("s")
                .setCount(count)
                .setSum(100)
                .setMin(5)
                .setMax(40)
                .setStatistics(Map.of("p99", 39.0))
                .build();
    }
}
