package io.millrace.runbooks.catalog;

import io.millrace.runbooks.windows.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What to do about a condition: a ladder of rungs, climbed one at a time while the last one has not helped. */
public final class Runbook {
    private final String id;
    private final String version;
    private final String title;
    private final String advice;
    private final List<Trigger> triggers;
    private final int order;
    private final Mode mode;
    private final Target target;
    private final Duration cooldown;
    private final Duration verifyWithin;
    private final Duration expiresAfter;
    private final int attempts;
    private final List<Rung> rungs;
    private final Duration approveWithin;
    private final List<ModeRule> modes;
    private final @Nullable Schedule schedule;
    private final String documentation;
    private final Diagnosis diagnosis;

    Runbook(
            String id,
            String version,
            String title,
            String advice,
            List<Trigger> triggers,
            int order,
            Mode mode,
            Target target,
            Duration cooldown,
            Duration verifyWithin,
            Duration expiresAfter,
            int attempts,
            List<Rung> rungs,
            Duration approveWithin,
            List<ModeRule> modes,
            @Nullable Schedule schedule,
            String documentation,
            Diagnosis diagnosis) {
        this.id = id;
        this.version = version;
        this.title = title;
        this.advice = advice;
        this.triggers = List.copyOf(triggers);
        this.order = order;
        this.mode = mode;
        this.target = target;
        this.cooldown = cooldown;
        this.verifyWithin = verifyWithin;
        this.expiresAfter = expiresAfter;
        this.attempts = attempts;
        this.rungs = List.copyOf(rungs);
        this.approveWithin = approveWithin;
        this.modes = List.copyOf(modes);
        this.schedule = schedule;
        this.documentation = documentation;
        this.diagnosis = diagnosis;
    }

    /** Unique in the bundle. */
    public String id() {
        return id;
    }

    /** Of the runbook; grows when its meaning changes. */
    public String version() {
        return version;
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** Documentation that goes with each command. */
    public String advice() {
        return advice;
    }

    /** Ids of the conditions that trigger it. */
    public SortedSet<String> conditions() {
        return triggers.stream()
                .flatMap(trigger -> trigger.condition().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of several runbooks that one event could start the one with the lowest number does, then the first by id. */
    public int order() {
        return order;
    }

    /** Off, shadow or live. */
    public Mode mode() {
        return mode;
    }

    /** Least time between two grants on one target. */
    public Duration cooldown() {
        return cooldown;
    }

    /** Time for data that shows whether a step helped; after that it is unverifiable. */
    public Duration verifyWithin() {
        return verifyWithin;
    }

    /** Time for an executor to say that it runs a step: no verdict comes before a command that is not started is void. */
    public Duration startsWithin() {
        return expiresAfter.compareTo(verifyWithin) > 0 ? expiresAfter : verifyWithin;
    }

    /** A command not started by then is void. */
    public Duration expiresAfter() {
        return expiresAfter;
    }

    /** How long a rung of tier 2 waits for a person's approval. */
    public Duration approveWithin() {
        return approveWithin;
    }

    /** Most attempts of one rung before the next. */
    public int attempts() {
        return attempts;
    }

    /** From the gentlest; the index of a rung is its number, from 0. */
    public List<Rung> rungs() {
        return rungs;
    }

    /** What is read before the first rung. */
    public Diagnosis diagnosis() {
        return diagnosis;
    }

    /** Where to read on; empty for nowhere. */
    public String documentation() {
        return documentation;
    }

    /** When its rungs may begin; empty for always. */
    public Optional<Schedule> schedule() {
        return Optional.ofNullable(schedule);
    }

    /** The tightest mode of those that hold. */
    Mode mode(String account, String accountKind, String policy) {
        return modes.stream()
                .filter(rule -> rule.holds(account, accountKind, policy))
                .map(ModeRule::mode)
                .reduce(mode, Mode::tightest);
    }

    List<Trigger> triggers() {
        return triggers;
    }

    Target target() {
        return target;
    }
}
