package io.millrace.domain.thread;

import io.millrace.domain.EventKind;
import io.millrace.domain.Incident;
import io.millrace.domain.OpenIdentity;
import io.millrace.domain.Problem;
import io.millrace.domain.ProblemState;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Event, incident, problem: a thread of P1 to P3 that is over is an incident, and the same incident several times within a
 * window ({@link ProblemSettings}) is a problem. Incidents are the same when they opened the same things in the same service: metrics and
 * alarms, whatever resource they were measured on. Pure.
 */
public final class Recurrence {
    private static final int MOST_THREADS = 20;
    private static final int MOST_SYMPTOMS = 20;
    private static final int LEAST_URGENT = 3;
    private static final String HEALTH = "health:";

    private final ProblemSettings settings;

    public Recurrence(ProblemSettings settings) {
        this.settings = settings;
    }

    /** What a thread that has closed was; empty while it lives, and where it was not worth a page. */
    public static Optional<Incident> incident(ThreadState thread, Instant arrivedAt) {
        if (thread.getStatus() != ThreadStatus.CLOSED || thread.getPriority() > LEAST_URGENT) {
            return Optional.empty();
        }
        List<String> symptoms = symptoms(thread.getIdentities());
        var content = new ArrayList<String>(List.of("incident", thread.getScope(), thread.getService()));
        content.addAll(symptoms);
        return Optional.of(new Incident(
                Ids.hash(content.toArray(new String[0])),
                thread.getThreadId(),
                thread.getScope(),
                thread.getService(),
                thread.getOwner(),
                thread.getTenant(),
                thread.getTitle(),
                thread.getSeverity(),
                thread.getPriority(),
                symptoms,
                thread.getOpenedAt(),
                arrivedAt));
    }

    /** The problem, where this incident of its kind is the one too many or a later one; the state is changed to know it. */
    public Optional<Problem> onIncident(ProblemState state, Incident incident) {
        var known = new TreeMap<String, Incident>();
        state.getIncidents().forEach(one -> known.put(order(one), one));
        known.put(order(incident), incident);
        Instant from = known.lastEntry().getValue().getOpenedAt().minus(settings.window());
        List<Incident> recent = known.values().stream()
                .filter(one -> one.getOpenedAt().isAfter(from))
                .collect(Collectors.toList());
        var kept = new ArrayList<>(last(recent, ProblemSettings.MOST_TIMES));
        state.setIncidents(kept);
        return kept.size() < settings.times() || !kept.contains(incident)
                ? Optional.empty()
                : Optional.of(problem(kept, incident));
    }

    /** Forgets incidents that no later one can meet; whether any is left. */
    public boolean forget(ProblemState state, Instant now) {
        var left = new ArrayList<>(state.getIncidents());
        left.removeIf(
                incident -> !incident.getArrivedAt().plus(settings.window()).isAfter(now));
        state.setIncidents(left);
        return !left.isEmpty();
    }

    /** How long an incident waits for the next of its kind (arrival time). */
    public Duration memory() {
        return settings.window();
    }

    /** Models alone vary from one time to the next: they count where nothing else spoke. */
    private static List<String> symptoms(List<OpenIdentity> identities) {
        var stated = new TreeSet<String>();
        var guessed = new TreeSet<String>();
        identities.forEach(
                identity -> (identity.getKind() == EventKind.ANOMALY ? guessed : stated).add(symptom(identity)));
        var symptoms = stated.isEmpty() ? guessed : stated;
        return symptoms.stream().limit(MOST_SYMPTOMS).collect(Collectors.toList());
    }

    private static String symptom(OpenIdentity identity) {
        String metric = Subject.metric(identity.getSeries());
        if (!metric.isEmpty()) {
            return metric;
        }
        String name = identity.getIdentity();
        // arn:aws:health:<region>::event/<service>/<type>/<id>: each event has an id of its own
        String[] parts = name.split("/");
        return name.startsWith(HEALTH) && parts.length > 2 ? HEALTH + parts[1] + "/" + parts[2] : name;
    }

    private static Problem problem(List<Incident> incidents, Incident closed) {
        Incident newest = incidents.get(incidents.size() - 1);
        return Problem.newBuilder()
                .setProblemId(Ids.hash("problem", newest.getSignature()))
                .setSignature(newest.getSignature())
                .setScope(newest.getScope())
                .setService(newest.getService())
                .setOwner(newest.getOwner())
                .setTenant(newest.getTenant())
                .setTitle(newest.getTitle())
                .setSeverity(
                        incidents.stream().mapToInt(Incident::getSeverity).max().orElse(newest.getSeverity()))
                .setPriority(
                        incidents.stream().mapToInt(Incident::getPriority).min().orElse(newest.getPriority()))
                .setSymptoms(newest.getSymptoms())
                .setCount(incidents.size())
                .setFirstAt(incidents.get(0).getOpenedAt())
                .setLastAt(newest.getOpenedAt())
                .setThreadIds(threadIds(incidents, closed))
                .setArrivedAt(closed.getArrivedAt())
                .build();
    }

    /** By opening, and the one that has just closed last: it may have been open while newer ones came and went. */
    private static List<String> threadIds(List<Incident> incidents, Incident closed) {
        List<String> ids = incidents.stream()
                .map(Incident::getThreadId)
                .filter(id -> !id.equals(closed.getThreadId()))
                .collect(Collectors.toList());
        ids.add(closed.getThreadId());
        return new ArrayList<>(last(ids, MOST_THREADS));
    }

    /** By the time of opening, written so that texts sort as times do. */
    private static String order(Incident incident) {
        return String.format(Locale.ROOT, "%020d", incident.getOpenedAt().toEpochMilli()) + incident.getThreadId();
    }

    private static <T> List<T> last(List<T> all, int most) {
        return all.subList(Math.max(0, all.size() - most), all.size());
    }
}
