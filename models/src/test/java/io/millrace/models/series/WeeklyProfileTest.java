package io.millrace.models.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WeeklyProfileTest {
    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;

    private final WeeklyProfile profile = new WeeklyProfile();

    @Test
    void theFirstValueIsItsOwnGuess() {
        profile.advanceTo(0);

        assertThat(profile.usual(7)).isEqualTo(7);
    }

    @Test
    void anHourSeenLastWeekIsExpectedThisWeek() {
        learnHour(0, 10, 20);
        learnHour(7 * DAY - HOUR, 99, 99);

        profile.advanceTo(7 * DAY);

        assertThat(profile.usual(0)).isEqualTo(15);
    }

    @Test
    void anHourOfANewWeekdayIsGuessedFromTheSameHourOfOtherDays() {
        learnHour(5 * HOUR, 10, 10);
        learnHour(6 * HOUR, 50, 50);
        learnHour(DAY + 5 * HOUR, 20, 20);

        profile.advanceTo(2 * DAY + 5 * HOUR);

        assertThat(profile.usual(0)).isEqualTo(15);
    }

    @Test
    void anHourNeverSeenIsGuessedFromAllHoursAndThenFromItself() {
        learnHour(5 * HOUR, 10, 10);
        learnHour(6 * HOUR, 50, 50);

        profile.advanceTo(7 * HOUR);
        var guess = profile.usual(0);
        profile.learn(90);

        assertThat(guess).isEqualTo(30);
        assertThat(profile.usual(0)).isEqualTo(60);
    }

    @Test
    void adaptsWithinMonthsHoweverLongTheHistory() {
        for (var week = 0; week < 100; week++) {
            learnHour(week * 7 * DAY, 10, 10);
        }
        for (var week = 100; week < 120; week++) {
            learnHour(week * 7 * DAY, 20, 20);
        }

        profile.advanceTo(120 * 7 * DAY);

        assertThat(profile.usual(0)).isCloseTo(20, within(1.0));
    }

    @Test
    void timesBefore1970HaveTheirHourToo() {
        learnHour(-7 * DAY, 4, 4);
        learnHour(-HOUR, 9, 9);

        profile.advanceTo(0);

        assertThat(profile.usual(0)).isEqualTo(4);
    }

    private void learnHour(long start, double first, double second) {
        profile.advanceTo(start);
        profile.learn(first);
        profile.advanceTo(start + HOUR / 2);
        profile.learn(second);
    }
}
