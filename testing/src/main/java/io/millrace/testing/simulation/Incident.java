package io.millrace.testing.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One incident under way: what it does to series, which events it sends, and what has become known of it. */
final class Incident {
    /** A condition is met when its level was exceeded this long. */
    private static final int CONDITION_MINUTES = 5;

    private final String id;
    private final IncidentKind kind;
    private final String title;
    private final Service service;
    private final List<Resource> resources;
    private final int priority;
    private final boolean severe;
    private final Instant start;
    private final Instant planned;
    private Instant end;
    private @Nullable Instant remediatedAt;
    private final List<Disturbance> disturbances = new ArrayList<>();
    private final List<Planned> events = new ArrayList<>();
    private final List<Planned> told = new ArrayList<>();
    private final List<Service> reached = new ArrayList<>();
    private @Nullable String subject;
    private boolean accompanied;
    private boolean withstands;
    private double conditionLevel = Double.POSITIVE_INFINITY;
    private int breaching;
    private final List<String> arrivedIds = new ArrayList<>();
    private @Nullable Deciding deciding;

    Incident(
            String id,
            IncidentKind kind,
            String title,
            Service service,
            List<Resource> resources,
            int priority,
            boolean severe,
            Instant start,
            Instant end) {
        this.id = id;
        this.kind = kind;
        this.title = title;
        this.service = service;
        this.resources = List.copyOf(resources);
        this.priority = priority;
        this.severe = severe;
        this.start = start;
        this.planned = end;
        this.end = end;
    }

    Incident disturbs(Disturbance disturbance) {
        disturbances.add(disturbance);
        return this;
    }

    Incident sends(Planned event) {
        events.add(event);
        return this;
    }

    /** An event that belongs to it and opens nothing: a change. */
    Incident tells(Planned event) {
        told.add(event);
        return this;
    }

    /** Its records speak of this alone, not of its resources in general. */
    Incident isAbout(String onlySubject) {
        subject = onlySubject;
        return this;
    }

    /** A further service as a whole suffers, without a resource of its own in the incident. */
    Incident reaches(Service other) {
        reached.add(other);
        return this;
    }

    /** No action helps: it is for a person to find out why. */
    Incident withstandsRemedies() {
        withstands = true;
        return this;
    }

    /** Something unrelated is said of its first resource. */
    void hasCompany() {
        accompanied = true;
    }

    /** What its records speak of: incidents that share none are about different things. */
    List<String> subjects() {
        return subject != null
                ? List.of(subject)
                : resources.stream().map(Resource::arn).toList();
    }

    List<Service> reached() {
        return reached;
    }

    /** What it tells besides its events, once. */
    List<Planned> takeTold() {
        var taken = List.copyOf(told);
        told.clear();
        return taken;
    }

    /** Its first disturbed series meets a metric condition at this level. */
    Incident meetsConditionAbove(double level) {
        conditionLevel = level;
        return this;
    }

    boolean isPlanted() {
        return kind != IncidentKind.SANDBOX_TROUBLE;
    }

    List<Disturbance> disturbances() {
        return disturbances;
    }

    /** Its events, once: what has been sent need not be kept. */
    List<Planned> takeEvents() {
        var taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    List<Resource> resources() {
        return resources;
    }

    Service service() {
        return service;
    }

    Instant start() {
        return start;
    }

    Instant end() {
        return end;
    }

    /** When it ends unless a remediation ends it before. */
    Instant planned() {
        return planned;
    }

    /** Whether the point of this minute is the one with which the incident's condition is met. */
    boolean isDecidedBy(Series series, double value) {
        if (disturbances.isEmpty() || disturbances.get(0).series() != series) {
            return false;
        }
        breaching = value > conditionLevel ? breaching + 1 : 0;
        return breaching == CONDITION_MINUTES;
    }

    /** An action on one of its resources, working from a minute on. */
    RemediationEffect remedied(String action, Instant at, long fromMinute) {
        List<Remedy> remedies = withstands ? List.of() : Remedy.of(kind, severe);
        for (var remedy : remedies) {
            if (remedy.matches(action)) {
                return apply(remedy, at, fromMinute);
            }
        }
        return RemediationEffect.NONE;
    }

    private RemediationEffect apply(Remedy remedy, Instant at, long fromMinute) {
        if (remediatedAt != null || !at.isBefore(end)) {
            return RemediationEffect.NONE;
        }
        if (!remedy.cures()) {
            disturbances.forEach(one -> one.setBack(fromMinute, remedy.relief()));
            return RemediationEffect.EASED;
        }
        disturbances.forEach(one -> one.endAt(fromMinute));
        remediatedAt = at;
        end = Instant.ofEpochSecond(Math.max(fromMinute * 60, start.getEpochSecond()));
        return RemediationEffect.FIXED;
    }

    /** An event of the incident has arrived; one that opens something may decide it. */
    void arrived(String eventId, Instant at, boolean opens) {
        arrivedIds.add(eventId);
        if (deciding == null && opens) {
            deciding = new Deciding(SimulatedRecord.EVENTS, eventId, null, null, at);
        }
    }

    /** The metric point that meets its condition has arrived. */
    void conditionArrived(Series series, long minute, Instant at) {
        if (deciding == null) {
            deciding =
                    new Deciding(SimulatedRecord.METRICS, null, series.key(), Instant.ofEpochSecond(minute * 60), at);
        }
    }

    boolean isKnown() {
        return deciding != null;
    }

    /** What is known of it until now; {@code scopes} are those that it reaches into. */
    PlantedIncident truth(List<String> scopes) {
        return new PlantedIncident(
                id,
                kind.text(),
                title,
                service.name(),
                service.scope(),
                scopes,
                service.account(),
                resources.stream().map(Resource::arn).sorted().toList(),
                priority,
                accompanied,
                start,
                end,
                remediatedAt,
                List.copyOf(arrivedIds),
                disturbances.stream().map(Incident::touched).toList(),
                deciding);
    }

    private static TouchedSeries touched(Disturbance one) {
        return new TouchedSeries(
                one.series().key(),
                Instant.ofEpochSecond(one.start() * 60),
                Instant.ofEpochSecond((one.end() + 1) * 60));
    }
}
