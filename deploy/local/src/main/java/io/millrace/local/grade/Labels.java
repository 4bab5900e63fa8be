package io.millrace.local.grade;

import io.millrace.testing.simulation.PlantedIncident;
import io.millrace.testing.simulation.TouchedSeries;
import io.millrace.testing.simulation.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which planted incident a record belongs to: an event by its id; what the scoring stage derived, by its series and time.
 * Noise belongs together only with what speaks of the same thing.
 */
final class Labels {
    /** A recovery is told some points after the trouble has ended. */
    private static final Duration AFTERMATH = Duration.ofMinutes(30);

    private final Map<String, PlantedIncident> byEvent = new HashMap<>();
    private final Map<String, List<Touch>> bySeries = new HashMap<>();

    private record Touch(TouchedSeries series, PlantedIncident incident) {}

    Labels(Truth truth) {
        for (var incident : truth.incidents()) {
            incident.eventIds().forEach(id -> byEvent.put(id, incident));
            for (var series : incident.series()) {
                bySeries.computeIfAbsent(series.seriesKey(), key -> new ArrayList<>())
                        .add(new Touch(series, incident));
            }
        }
    }

    /** Ids of all events that belong to an incident, with their incident. */
    Map<String, PlantedIncident> events() {
        return byEvent;
    }

    /** The incident of a record; empty for noise. */
    Optional<PlantedIncident> of(String eventId, String identity, Instant eventTime) {
        var incident = byEvent.get(eventId);
        return incident != null ? Optional.of(incident) : series(identity).flatMap(key -> touched(key, eventTime));
    }

    /** Series of a derived event's identity: {@code anomaly:<series>}, {@code condition:<id>:<series>}. */
    private static Optional<String> series(String identity) {
        if (identity.startsWith("anomaly:")) {
            return Optional.of(identity.substring("anomaly:".length()));
        }
        if (!identity.startsWith("condition:")) {
            return Optional.empty();
        }
        int colon = identity.indexOf(':', "condition:".length());
        return colon < 0 ? Optional.empty() : Optional.of(identity.substring(colon + 1));
    }

    /**
     * A condition that joins metrics has a key of its own, {@code account|region|condition|id|dim=value,...}: it speaks of
     * whatever has these dimensions.
     */
    private List<Touch> touches(String seriesKey) {
        var parts = seriesKey.split("\\|", 5);
        if (parts.length < 5 || !parts[2].equals("condition")) {
            return bySeries.getOrDefault(seriesKey, List.of());
        }
        return bySeries.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(parts[0] + "|" + parts[1] + "|")
                        && entry.getKey().endsWith("|" + parts[4]))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    private Optional<PlantedIncident> touched(String seriesKey, Instant time) {
        PlantedIncident latest = null;
        Instant since = Instant.MIN;
        for (var touch : touches(seriesKey)) {
            var from = touch.series().from();
            if (!time.isBefore(from) && time.isBefore(touch.series().to().plus(AFTERMATH)) && from.isAfter(since)) {
                latest = touch.incident();
                since = from;
            }
        }
        return Optional.ofNullable(latest);
    }
}
