package io.millrace.local.grade;

import io.millrace.testing.simulation.Deciding;
import io.millrace.testing.simulation.PlantedIncident;
import io.millrace.testing.simulation.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a run is worth against the truth: grouping of records, how soon each grave incident had a thread, pages against planted
 * incidents, grave incidents that nobody heard of. Only what had arrived by the end counts. Pure.
 */
final class Grade {
    /** Priorities that must be heard of at once, and priorities that page. */
    private static final int GRAVE = 2;

    private static final int PAGING = 3;

    private final Truth truth;
    private final Found found;
    private final Grouping grouping = new Grouping();
    private final NoiseVoices noise = new NoiseVoices();
    private final Map<String, Instant> heard = new HashMap<>();
    /** Events that are in a thread themselves, or were folded into one that is. */
    private final Set<String> inThread = new HashSet<>();

    private final Map<String, TreeSet<String>> threadsOf = new HashMap<>();

    Grade(Truth truth, Found found) {
        this.truth = truth;
        this.found = found;
        group(new Labels(truth));
    }

    /** Each record once, threads that are linked taken for one: those of incidents wherever they ended, noise where it joined a thread. */
    private void group(Labels labels) {
        Map<String, String> threads = found.threads();
        labels.events().forEach((id, incident) -> {
            var thread = found.threadOf(id, threads);
            grouping.add(incident.id(), thread == null ? "none:" + id : found.groupOf(thread));
            if (thread != null) {
                threadsOf.computeIfAbsent(incident.id(), one -> new TreeSet<>()).add(found.groupOf(thread));
                inThread.add(id);
            }
        });
        for (var record : found.joined()) {
            Optional<PlantedIncident> incident = labels.of(record.eventId(), record.identity(), record.eventTime());
            if (!labels.events().containsKey(record.eventId())) {
                grouping.add(
                        incident.map(PlantedIncident::id).orElseGet(() -> noise.of(record)),
                        found.groupOf(record.thread()));
            }
            incident.ifPresent(planted -> {
                heard.putIfAbsent(planted.id(), record.arrivedAt());
                threadsOf.computeIfAbsent(planted.id(), id -> new TreeSet<>()).add(found.groupOf(record.thread()));
            });
        }
    }

    Grouping grouping() {
        return grouping;
    }

    Truth truth() {
        return truth;
    }

    Found found() {
        return found;
    }

    /** Grave incidents whose deciding record has arrived, by how long after it they had a thread; empty when they have none. */
    Map<PlantedIncident, Optional<Duration>> delays() {
        var delays = new TreeMap<PlantedIncident, Optional<Duration>>(
                Comparator.comparing(PlantedIncident::start).thenComparing(PlantedIncident::id));
        for (var incident : truth.incidents()) {
            Deciding deciding = incident.deciding();
            if (incident.priority() <= GRAVE && deciding != null) {
                Optional<Duration> first = Optional.ofNullable(heard.get(incident.id()))
                        .map(at -> at.isBefore(deciding.arrivedAt())
                                ? Duration.ZERO
                                : Duration.between(deciding.arrivedAt(), at));
                // What says again what an open thread holds is heard of as it comes.
                delays.put(
                        incident,
                        inThread.contains(deciding.eventId()) ? first.or(() -> Optional.of(Duration.ZERO)) : first);
            }
        }
        return delays;
    }

    /** Planted incidents that deserve a page. */
    long deserved() {
        return truth.incidents().stream()
                .filter(incident -> incident.priority() <= PAGING && incident.deciding() != null)
                .count();
    }

    /** Grave incidents for which nobody was paged: neither for a thread of theirs nor for one that is linked with it. */
    List<PlantedIncident> unpaged() {
        Set<String> paged =
                found.pages().stream().map(page -> found.groupOf(page.thread())).collect(Collectors.toSet());
        return delays().keySet().stream()
                .filter(incident -> Collections.disjoint(threadsOf(incident), paged))
                .collect(Collectors.toList());
    }

    /** Weeks of the run. */
    double weeks() {
        return Duration.between(truth.start(), truth.end()).toMillis()
                / (double) Duration.ofDays(7).toMillis();
    }

    /** Threads that the incident's records are in. */
    TreeSet<String> threadsOf(PlantedIncident incident) {
        return threadsOf.getOrDefault(incident.id(), new TreeSet<>());
    }

    /** Threads with records of several incidents, and which. */
    Map<String, List<String>> mixed() {
        var incidents = new TreeMap<String, List<String>>();
        for (var incident : truth.incidents()) {
            for (String thread : threadsOf(incident)) {
                incidents.computeIfAbsent(thread, id -> new ArrayList<>()).add(incident.id());
            }
        }
        incidents.values().removeIf(ids -> ids.size() < 2);
        return incidents;
    }
}
