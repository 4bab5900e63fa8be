package io.millrace.domain.escalate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who is called for a thread, one tier after the other, and how long its stages may take. */
public final class EscalationPath {
    /** A stage of a thread's life that may overrun. */
    public enum Stage {
        DIAGNOSE("not-diagnosed"),
        VERIFY("not-verified"),
        RESOLVE("not-resolved");

        private final String overrun;

        Stage(String overrun) {
            this.overrun = overrun;
        }

        /** The reason of an escalation. */
        public String overrun() {
            return overrun;
        }
    }

    private final String id;
    private final ThreadFilter filter;
    private final int urgent;
    private final boolean pagesWait;
    private final @Nullable WorkingHours hours;
    private final Map<Stage, Duration> stages;
    private final List<EscalationTier> tiers;

    /**
     * @param urgent the least urgent priority that waits for no working hours; 0 for none
     * @param pagesWait whether the page of what is less urgent waits until people are at work
     * @param hours null for those of the thread's service
     * @param tiers at least one
     */
    public EscalationPath(
            String id,
            ThreadFilter filter,
            int urgent,
            boolean pagesWait,
            @Nullable WorkingHours hours,
            Map<Stage, Duration> stages,
            List<EscalationTier> tiers) {
        this.id = id;
        this.filter = filter;
        this.urgent = urgent;
        this.pagesWait = pagesWait;
        this.hours = hours;
        this.stages = new TreeMap<>(stages);
        this.tiers = List.copyOf(tiers);
    }

    public String id() {
        return id;
    }

    ThreadFilter filter() {
        return filter;
    }

    public List<EscalationTier> tiers() {
        return tiers;
    }

    Optional<Duration> limit(Stage stage) {
        return Optional.ofNullable(stages.get(stage));
    }

    /** When its people may be paged: at once for what is urgent and where pages do not wait, else when they are at work. */
    Instant pageFrom(int priority, Instant now, WorkingHours service) {
        return pagesWait && priority > urgent ? hoursOr(service).next(now) : now;
    }

    /** When so much time of its own has passed: at any hour for what is urgent, else people are at work at both ends. */
    Instant due(int priority, Instant from, Duration after, WorkingHours service) {
        if (priority <= urgent) {
            return from.plus(after);
        }
        WorkingHours kept = hoursOr(service);
        return kept.next(kept.next(from).plus(after));
    }

    WorkingHours hoursOr(WorkingHours service) {
        return hours == null ? service : hours;
    }
}
