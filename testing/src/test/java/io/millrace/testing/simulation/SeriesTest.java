package io.millrace.testing.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.testing.Estates;
import java.time.Instant;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class SeriesTest {
    private static final long MONDAY = Instant.parse("2026-08-03T00:00:00Z").getEpochSecond() / 60;
    private static final int DAY = 24 * 60;

    private final Estate estate = Estate.example(1);

    @Test
    void theEstateHasHundredsOfSeriesWithKeysOfTheirOwn() {
        var keys = new HashSet<String>();
        estate.series().forEach(series -> keys.add(series.key()));

        assertThat(estate.series()).hasSizeGreaterThan(250);
        assertThat(keys).hasSameSizeAs(estate.series());
        assertThat(Estate.example(1, 4).series()).hasSizeGreaterThan(900);
    }

    @Test
    void instancesHaveIdsLikeThoseOfEc2AndOneIsTheExample() {
        var instances = estate.resources().stream()
                .filter(resource -> resource.type() == Resource.Type.INSTANCE)
                .toList();

        assertThat(instances).allSatisfy(one -> assertThat(one.id()).matches("i-[0-9a-f]{17}"));
        assertThat(instances)
                .filteredOn(one -> one.id().equals(Estates.INSTANCE))
                .singleElement()
                .satisfies(one -> assertThat(one.service()).isEqualTo("checkout"));
    }

    @Test
    void aDayResemblesTheDayBeforeAndNotTheHalfDay() {
        var requests = series("checkout", Resource.Type.LOAD_BALANCER, "RequestCount");

        assertThat(autocorrelation(requests, DAY)).isGreaterThan(0.95);
        assertThat(autocorrelation(requests, DAY / 2)).isLessThan(-0.5);
    }

    @Test
    void staffServicesRestAtWeekends() {
        var cpu = series("billing", Resource.Type.INSTANCE, "CPUUtilization");

        double wednesday = mean(cpu, MONDAY + 2 * DAY + 9 * 60, 8 * 60);
        double saturday = mean(cpu, MONDAY + 5 * DAY + 9 * 60, 8 * 60);

        assertThat(saturday).isLessThan(0.8 * wednesday);
    }

    @Test
    void noStepBreaksTheWeek() {
        var requests = series("checkout", Resource.Type.LOAD_BALANCER, "RequestCount");
        for (long minute = MONDAY; minute < MONDAY + 14 * DAY; minute++) {
            assertThat(requests.value(minute + 1)).isCloseTo(requests.value(minute), within(1_000.0));
        }
    }

    @Test
    void valuesStayBelowTheirAlarms() {
        for (var alarm : estate.alarms()) {
            for (long minute = MONDAY; minute < MONDAY + 7 * DAY; minute += 7) {
                assertThat(alarm.series().value(minute)).as(alarm.name()).isLessThan(alarm.threshold());
            }
        }
    }

    private Series series(String service, Resource.Type type, String metric) {
        return estate.series(estate.resources(service, type).get(0), metric);
    }

    private static double mean(Series series, long from, int minutes) {
        double sum = 0;
        for (long minute = from; minute < from + minutes; minute++) {
            sum += series.value(minute);
        }
        return sum / minutes;
    }

    private static double autocorrelation(Series series, int lag) {
        int length = 4 * DAY;
        double mean = mean(series, MONDAY, length + lag);
        double product = 0;
        double square = 0;
        for (long minute = MONDAY; minute < MONDAY + length; minute++) {
            double here = series.value(minute) - mean;
            product += here * (series.value(minute + lag) - mean);
            square += here * here;
        }
        return product / square;
    }
}
