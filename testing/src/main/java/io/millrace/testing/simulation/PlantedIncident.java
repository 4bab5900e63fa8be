package io.millrace.testing.simulation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The truth about one planted incident, as far as its records have arrived.
 *
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
        String account,
        List<String> resources,
        int priority,
        Instant start,
        Instant end,
        @Nullable Instant remediatedAt,
        List<String> eventIds,
        List<TouchedSeries> series,
        @Nullable Deciding deciding) {}
