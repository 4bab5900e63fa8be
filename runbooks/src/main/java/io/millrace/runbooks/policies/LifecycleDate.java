package io.millrace.runbooks.policies;

import io.millrace.domain.EventKind;
import io.millrace.domain.OpsEvent;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The day that a lifecycle event speaks of: when a version reaches its end, a certificate expires, a change is scheduled. From the
 * attribute {@code lifecycleDate}, else (lifecycle events and scheduled changes of AWS Health) {@code startTime}.
 */
final class LifecycleDate {
    private static final List<String> NAMED = List.of("lifecycleDate", "detail.lifecycleDate");

    private LifecycleDate() {}

    /** Whole days from the event's arrival, negative once it is past; empty when the event names no such day, or none that can be read. */
    static OptionalLong daysUntil(OpsEvent event) {
        var date = of(event);
        return date.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.floorDiv(
                        Duration.between(event.getArrivedAt(), date.get()).toMillis(),
                        Duration.ofDays(1).toMillis()));
    }

    private static Optional<Instant> of(OpsEvent event) {
        var attributes = event.getAttributes();
        for (String name : NAMED) {
            String text = attributes.get(name);
            if (text != null) {
                return parse(text);
            }
        }
        boolean isScheduled =
                event.getKind() == EventKind.LIFECYCLE || "scheduledChange".equals(attributes.get("eventTypeCategory"));
        String text = isScheduled ? attributes.get("startTime") : null;
        return text == null ? Optional.empty() : parse(text);
    }

    /** ISO instants, ISO dates (their beginning, UTC) and the mail format that AWS Health uses. */
    private static Optional<Instant> parse(String text) {
        try {
            if (text.indexOf(',') >= 0) {
                return Optional.of(OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant());
            }
            return Optional.of(
                    text.indexOf('T') >= 0
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
