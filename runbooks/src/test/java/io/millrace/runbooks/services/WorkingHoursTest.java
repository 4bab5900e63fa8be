package io.millrace.runbooks.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When people begin next: over weekends, holidays, changes of the clock and shifts over midnight. */
class WorkingHoursTest {
    private static final Set<DayOfWeek> WEEK = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    @ParameterizedTest
    @CsvSource({
        "within, 2026-08-05T10:00:00Z, 2026-08-05T10:00:00Z",
        "at the beginning, 2026-08-05T07:00:00Z, 2026-08-05T07:00:00Z",
        "at the end, 2026-08-05T17:00:00Z, 2026-08-06T07:00:00Z",
        "before, 2026-08-05T03:00:00Z, 2026-08-05T07:00:00Z",
        "on Friday evening, 2026-08-07T20:00:00Z, 2026-08-10T07:00:00Z",
        "before a holiday, 2026-12-24T20:00:00Z, 2026-12-28T08:00:00Z",
        "over the change to winter time, 2026-10-24T12:00:00Z, 2026-10-26T08:00:00Z",
        "over the change to summer time, 2026-03-28T12:00:00Z, 2026-03-30T07:00:00Z"
    })
    void inDublin(String what, Instant at, Instant next) {
        var hours = new BusinessHours(
                WEEK,
                LocalTime.of(8, 0),
                LocalTime.of(18, 0),
                ZoneId.of("Europe/Dublin"),
                Set.of(LocalDate.parse("2026-12-25")));

        assertThat(hours.next(at)).as(what).isEqualTo(next);
        assertThat(hours.hold(next)).isTrue();
    }

    @Test
    void aShiftOverMidnightGoesOnAfterIt() {
        var hours = new BusinessHours(WEEK, LocalTime.of(22, 0), LocalTime.of(6, 0), ZoneId.of("UTC"), Set.of());

        assertThat(hours.next(Instant.parse("2026-08-08T03:00:00Z")))
                .as("Friday's shift")
                .isEqualTo(Instant.parse("2026-08-08T03:00:00Z"));
        assertThat(hours.next(Instant.parse("2026-08-08T07:00:00Z"))).isEqualTo(Instant.parse("2026-08-10T22:00:00Z"));
    }

    @Test
    void whereNobodyEverWorksNothingWaits() {
        var never = EnumSet.allOf(DayOfWeek.class);
        var holidays = LocalDate.parse("2026-01-01")
                .datesUntil(LocalDate.parse("2028-01-01"))
                .toList();
        var hours = new BusinessHours(
                never, LocalTime.of(8, 0), LocalTime.of(9, 0), ZoneId.of("UTC"), Set.copyOf(holidays));

        assertThat(hours.next(Instant.parse("2026-08-05T10:00:00Z"))).isEqualTo(Instant.parse("2026-08-05T10:00:00Z"));
    }
}
