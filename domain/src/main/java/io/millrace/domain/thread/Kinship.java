package io.millrace.domain.thread;

import io.millrace.domain.OpenIdentity;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.time.EventTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The evidence between new trouble and one identity that a thread knows. Distances are measured from the moment at which
 * each began, not from its last news: what has been going on for hours is no reason for what begins now.
 */
final class Kinship {
    /** Sources disagree by this much about when something began. */
    private static final Duration SLACK = Duration.ofMinutes(3);

    private static final String HEALTH = "health:";

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
                && Arrays.stream(triggering.split(","))
                        .anyMatch(arn -> known.getIdentity().equals("alarm:" + arn));
    }

    boolean isSameSeries(OpenIdentity known) {
        return !series.isEmpty() && series.equals(known.getSeries());
    }

    /** Two issues of AWS are two, whatever they affect. */
    boolean meets(OpenIdentity known) {
        boolean areIssuesOfAws =
                event.getIdentity().startsWith(HEALTH) && known.getIdentity().startsWith(HEALTH);
        return !areIssuesOfAws && topic.meets(Topic.of(known.getKind(), known.getIdentity()));
    }

    /** Began within the window of the event, before or after it; or what told of it late arrived within. */
    boolean began(OpenIdentity known, Duration window) {
        return within(known, EventTimes.of(event), window, window)
                || (event.getLate() && within(known, event.getArrivedAt(), window, window));
    }

    /** What a service needs fails first, the service itself after it: as a whole, not one opinion before another. */
    boolean isDependency(List<OpenIdentity> identities) {
        Instant at = EventTimes.of(event);
        Duration window = settings.serviceWindow();
        return began(identities, known -> signal.getDependsOn().contains(known.getService()))
                        .filter(need -> !at.isBefore(need.minus(SLACK)) && !at.isAfter(need.plus(window)))
                        .isPresent()
                || began(identities, known -> known.getDependsOn().contains(signal.getService()))
                        .filter(symptom -> !at.isBefore(symptom.minus(window)) && !at.isAfter(symptom.plus(SLACK)))
                        .isPresent();
    }

    /** When the trouble of these services began. */
    private Optional<Instant> began(List<OpenIdentity> identities, Predicate<OpenIdentity> ofService) {
        return identities.stream()
                .filter(this::bothSpeakOfServices)
                .filter(ofService)
                .map(OpenIdentity::getSince)
                .min(Comparator.naturalOrder());
    }

    boolean isSameService(OpenIdentity known) {
        return bothSpeakOfServices(known)
                && signal.getService().equals(known.getService())
                && began(known, settings.serviceWindow());
    }

    boolean isSimilar(OpenIdentity known) {
        String metric = Subject.metric(series);
        return !metric.isEmpty()
                && known.getOpen()
                && metric.equals(Subject.metric(known.getSeries()))
                && !signal.getService().isEmpty()
                && signal.getService().equals(known.getService())
                && began(known, SLACK);
    }

    private boolean bothSpeakOfServices(OpenIdentity known) {
        // what has recovered before explains nothing that begins now
        return wide
                && known.getOpen()
                && known.getWide()
                && topic == Topic.OPERATIONS
                && meets(known)
                && !signal.getService().isEmpty()
                && !known.getService().isEmpty();
    }

    private static boolean within(OpenIdentity known, Instant at, Duration before, Duration after) {
        return !at.isBefore(known.getSince().minus(before))
                && !at.isAfter(known.getSince().plus(after));
    }
}
