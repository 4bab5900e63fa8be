package io.millrace.testing.simulation;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The truth about one planted incident, as far as its records have arrived.
 *
 * @param scope of its first service
 * @param scopes all that it reaches into
 * @param accompanied whether something unrelated is said of its first resource meanwhile
 * @param priority 1 (P1) to 5 (P5)
 * @param end when the trouble itself ends; earlier when a remediation worked
 * @param eventIds ids of the events that arrived and belong to it, in order of arrival
 * @param deciding absent while none of its records has arrived
 */
public record PlantedIncident(
        String id,
        String kind,
        String title,
        String service,
        String scope,
        List<String> scopes,
        String account,
        List<String> resources,
        int priority,
        boolean accompanied,
        Instant start,
        Instant end,
        @Nullable Instant remediatedAt,
        List<String> eventIds,
        List<TouchedSeries> series,
        @Nullable Deciding deciding) {

    /** A truth written before scopes were told knows one. */
    public PlantedIncident {
        scopes = Objects.requireNonNullElse(scopes, List.of(scope));
    }

    /** Whether both are under way at one time in one scope. */
    boolean overlaps(PlantedIncident other) {
        return !id.equals(other.id)
                && !start.isAfter(other.end)
                && !other.start.isAfter(end)
                && !Collections.disjoint(scopes, other.scopes);
    }
}
