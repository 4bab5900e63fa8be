package io.millrace.domain.thread;

import io.millrace.domain.OpenIdentity;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.time.EventTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * The evidence between new trouble and one identity that a thread knows. Distances are measured from the moment at which
 * each began, not from its last news: what has been going on for hours is no reason for what begins now.
 */
final class Kinship {
    /** Sources disagree by this much about when something began. */
    private static final Duration SLACK = Duration.ofMinutes(3);

    private final OpsEvent event;
    private final Signal signal;
    private final Topic topic;
    private final String series;
    private final boolean wide;
    private final ThreadSettings settings;

    Kinship(Signal signal, ThreadSettings settings) {
        this.signal = signal;
        this.event = signal.getEvent();
        this.topic = Topic.of(event.getKind(), event.getIdentity());
        this.series = Subject.series(event);
        this.wide = Subject.isWide(event);
        this.settings = settings;
    }

    /** A composite alarm and one of the alarms that triggered it, whichever came first. */
    boolean isPart(OpenIdentity known) {
        String triggering = event.getAttributes().getOrDefault("triggeringAlarms", "");
        return known.getOpen()
                && !triggering.isEmpty()
                && Arrays.stream(triggering.split(",")).anyMatch(arn -> known.getIdentity().equals("alarm:" + arn));
    }

    boolean isSameSeries(OpenIdentity known) {
        return !series.isEmpty() && series.equals(known.getSeries());
    }

    boolean meets(OpenIdentity known) {
        return topic.meets(Topic.of(known.getKind(), known.getIdentity()));
    }

    /** Began within the window of the event, before or after it; or what told of it late arrived within. */
    boolean began(OpenIdentity known, Duration window) {
        return within(known, EventTimes.of(event), window, window)
                || (event.getLate() && within(known, event.getArrivedAt(), window, window));
    }

    /** What a service needs fails first, the service itself after it. */
    boolean isDependency(OpenIdentity known) {
        if (!bothSpeakOfServices(known)) {
            return false;
        }
        Instant at = EventTimes.of(event);
        Duration window = settings.serviceWindow();
        return (needs(signal.getDependsOn(), known.getService()) && within(known, at, SLACK, window))
                || (needs(known.getDependsOn(), signal.getService()) && within(known, at, window, SLACK));
    }

    boolean isSameService(OpenIdentity known) {
        return bothSpeakOfServices(known)
                && signal.getService().equals(known.getService())
                && began(known, settings.serviceWindow());
    }

    boolean isSimilar(OpenIdentity known) {
        String metric = Subject.metric(series);
        return !metric.isEmpty()
                && metric.equals(Subject.metric(known.getSeries()))
                && !signal.getService().isEmpty()
                && signal.getService().equals(known.getService())
                && began(known, SLACK);
    }

    private boolean bothSpeakOfServices(OpenIdentity known) {
        return wide
                && known.getWide()
                && topic == Topic.OPERATIONS
                && meets(known)
                && !signal.getService().isEmpty()
                && !known.getService().isEmpty();
    }

    private static boolean needs(List<String> services, String service) {
        return services.contains(service);
    }

    private static boolean within(OpenIdentity known, Instant at, Duration before, Duration after) {
        return !at.isBefore(known.getSince().minus(before)) && !at.isAfter(known.getSince().plus(after));
    }
}
