package io.millrace.domain.guard;

import io.millrace.domain.CalendarChange;
import io.millrace.domain.EventKind;
import io.millrace.domain.OpsEvent;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Change calendars of Systems Manager, which tell only when they open or close, and until when. What a calendar said last counts;
 * after the time that it named itself it counts as the other way round for who acts, for a lost event must not free him, and as
 * unknown for who is told. Pure.
 */
public final class Calendars {
    /** A calendar that says nothing for so long is forgotten: a yearly freeze speaks more often. */
    public static final Duration MEMORY = Duration.ofDays(400);

    /** Of one bus; those that speak beyond are not remembered, and so refuse what asks for them. */
    public static final int MOST = 200;

    private static final String SOURCE = "aws.ssm";
    private static final String DETAIL_TYPE = "Calendar State Change";

    private static final Comparator<CalendarChange> NEWEST_LAST =
            Comparator.comparing(CalendarChange::getSince).thenComparing(CalendarChange::getEventId);

    private Calendars() {}

    /** What the event says of a calendar; empty when it is about something else, or does not say which calendar or how it is. */
    public static Optional<CalendarChange> change(OpsEvent event) {
        String state = event.getAttributes().get("calendarState");
        boolean isKnown = "OPEN".equals(state) || "CLOSED".equals(state);
        if (!event.getSource().equals(SOURCE)
                || !event.getDetailType().equals(DETAIL_TYPE)
                || event.getKind() != EventKind.CHANGE
                || !isKnown
                || event.getResources().size() != 1) {
            return Optional.empty();
        }
        String calendar = event.getResources().get(0);
        if (!calendar.contains(":" + event.getRegion() + ":" + event.getAccount() + ":")) {
            // nobody speaks for the calendar of another account
            return Optional.empty();
        }
        // a clock that runs ahead must not have the last word for ever
        Instant since =
                event.getEventTime().isAfter(event.getArrivedAt()) ? event.getArrivedAt() : event.getEventTime();
        return Optional.of(CalendarChange.newBuilder()
                .setCalendar(calendar)
                .setClosed("CLOSED".equals(state))
                .setSince(since)
                .setUntil(until(event))
                .setEventId(event.getEventId())
                .setArrivedAt(event.getArrivedAt())
                .build());
    }

    private static @Nullable Instant until(OpsEvent event) {
        String next = event.getAttributes().get("nextTransitionTime");
        try {
            return next == null ? null : Instant.parse(next);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** What is known of a calendar once this was said too: the newest, whichever arrives first. */
    public static CalendarChange newest(@Nullable CalendarChange known, CalendarChange said) {
        return known == null || NEWEST_LAST.compare(said, known) > 0 ? said : known;
    }

    /**
     * Why nobody may act now; empty when every calendar lets him.
     *
     * @param known what was said of a calendar, null when nothing was
     */
    public static Optional<String> objection(List<Freeze> freezes, Known known, Instant now) {
        var reasons = new ArrayList<String>();
        for (Freeze freeze : freezes) {
            CalendarChange said = known.of(freeze.calendar());
            if (said == null) {
                if (!freeze.initiallyOpen()) {
                    reasons.add("calendar " + freeze.name() + " has not said yet whether it is open"
                            + " (guardrails.yaml may say initially: open)");
                }
            } else if (said.getClosed()) {
                reasons.add("calendar " + freeze.name() + " is CLOSED since " + said.getSince()
                        + (said.getUntil() == null ? "" : " until " + said.getUntil()));
            } else if (said.getUntil() != null && !said.getUntil().isAfter(now)) {
                reasons.add("calendar " + freeze.name() + " was to close at " + said.getUntil()
                        + ", and has said nothing since");
            }
        }
        return reasons.isEmpty() ? Optional.empty() : Optional.of("freeze: " + String.join("; ", reasons));
    }

    /** What is known of calendars, by ARN. */
    public interface Known {
        /** What was said last; null for nothing. */
        @Nullable
        CalendarChange of(String calendar);
    }
}
