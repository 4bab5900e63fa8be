package io.millrace.runbooks.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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

    /** Zones that change by an hour, by half of one, at midnight, the other way round, over a whole day, or never. */
    @Property(tries = 1_000)
    void peopleBeginAtTheFirstMomentAtWhichTheyAreAtWork(
            @ForAll("zones") ZoneId zone,
            @ForAll("times") LocalTime from,
            @ForAll("times") LocalTime to,
            @ForAll Random random) {
        Assume.that(!from.equals(to));
        var days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
        for (DayOfWeek day : DayOfWeek.values()) {
            if (random.nextInt(4) > 0) {
                days.add(day);
            }
        }
        var hours = new BusinessHours(days, from, to, zone, Set.of());
        Instant any = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(366 * 86_400));
        var change = zone.getRules().nextTransition(any);
        boolean nearChange = change != null && random.nextInt(4) > 0;
        Instant at = nearChange ? change.getInstant().plusSeconds(60L * (random.nextInt(4_320) - 2_880)) : any;

        Instant next = hours.next(at);

        assertThat(next).isAfterOrEqualTo(at);
        assertThat(hours.hold(next)).as("at work at %s", next).isTrue();
        assertThat(hours.next(next)).isEqualTo(next);
        for (Instant before = at; before.isBefore(next); before = before.plusSeconds(300)) {
            assertThat(hours.hold(before)).as("nobody yet at %s", before).isFalse();
        }
        assertThat(next.equals(at) || !hours.hold(next.minusMillis(1)))
                .as("not a moment sooner")
                .isTrue();
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "Europe/Dublin",
                        "America/New_York",
                        "America/St_Johns",
                        "America/Santiago",
                        "Australia/Lord_Howe",
                        "Africa/Casablanca",
                        "Asia/Kathmandu",
                        "Asia/Beirut",
                        "Pacific/Apia",
                        "UTC")
                .map(ZoneId::of);
    }

    /** Often in the hours in which clocks change. */
    @Provide
    Arbitrary<LocalTime> times() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 47).map(half -> LocalTime.of(half / 2, 30 * (half % 2))),
                Arbitraries.integers().between(0, 15).map(quarter -> LocalTime.of(quarter / 4, 15 * (quarter % 4))));
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
