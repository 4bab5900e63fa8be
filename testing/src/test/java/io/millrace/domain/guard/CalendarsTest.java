package io.millrace.domain.guard;

import static io.millrace.testing.Events.aChange;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.CalendarChange;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Times;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarsTest {
    private static final String ARN = "arn:aws:ssm:eu-west-1:111122223333:document/year-end-freeze";

    @Test
    void anEventSaysHowItsCalendarIsAndUntilWhen() {
        var change = Calendars.change(said("CLOSED", "10:00")
                        .attribute("nextTransitionTime", "2026-08-05T12:00:00Z")
                        .event())
                .orElseThrow();

        assertThat(change.getCalendar()).isEqualTo(ARN);
        assertThat(change.getClosed()).isTrue();
        assertThat(change.getSince()).isEqualTo(Times.at("10:00"));
        assertThat(change.getUntil()).isEqualTo(Times.at("12:00"));
    }

    @Test
    void nothingElseSpeaksForACalendar() {
        assertThat(Calendars.change(said("PAUSED", "10:00").event())).isEmpty();
        assertThat(Calendars.change(said("OPEN", "10:00").source("com.example").event()))
                .isEmpty();
        assertThat(Calendars.change(
                        said("OPEN", "10:00").account("444455556666").event()))
                .as("another account's")
                .isEmpty();
        assertThat(Calendars.change(said("OPEN", "10:00").on().event())).isEmpty();
        assertThat(Calendars.change(aChange("RunInstances").event())).isEmpty();
    }

    @Test
    void theNewestCountsWhicheverArrivesFirstAndNoClockThatRunsAheadHasTheLastWord() {
        var open = Calendars.change(said("OPEN", "10:00").event()).orElseThrow();
        var closed = Calendars.change(said("CLOSED", "11:00").event()).orElseThrow();
        var ahead = Calendars.change(said("OPEN", "23:00").arrivedAt("10:30").event())
                .orElseThrow();

        assertThat(Calendars.newest(open, closed)).isEqualTo(closed);
        assertThat(Calendars.newest(closed, open)).isEqualTo(closed);
        assertThat(Calendars.newest(null, open)).isEqualTo(open);
        assertThat(Calendars.newest(ahead, closed)).isEqualTo(closed);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
            -,      false, -,     freeze: calendar year-end has not said yet
            -,      true,  -,     -
            OPEN,   false, -,     -
            OPEN,   false, 12:00, -
            OPEN,   false, 10:30, freeze: calendar year-end was to close at 2026-08-05T10:30:00Z
            CLOSED, true,  -,     freeze: calendar year-end is CLOSED since 2026-08-05T10:00:00Z
            CLOSED, true,  10:30, freeze: calendar year-end is CLOSED since 2026-08-05T10:00:00Z until 2026-08-05T10:30:00Z
            """)
    void whoActsAtElevenIsRefusedInDoubt(
            @Nullable String state, boolean initiallyOpen, @Nullable String until, @Nullable String reason) {
        var objection = Calendars.objection(
                List.of(new Freeze("year-end", ARN, initiallyOpen)), arn -> change(state, until), Times.at("11:00"));

        if (reason == null) {
            assertThat(objection).isEmpty();
        } else {
            assertThat(objection).get().asString().startsWith(reason);
        }
    }

    private static @Nullable CalendarChange change(@Nullable String state, @Nullable String until) {
        if (state == null) {
            return null;
        }
        var event = said(state, "10:00");
        return Calendars.change((until == null
                                ? event
                                : event.attribute(
                                        "nextTransitionTime", Times.at(until).toString()))
                        .event())
                .orElseThrow();
    }

    private static EventBuilder said(String state, String at) {
        return aChange("calendar")
                .source("aws.ssm")
                .detailType("Calendar State Change")
                .on(ARN)
                .attribute("calendarState", state)
                .at(at);
    }
}
