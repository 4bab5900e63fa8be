package io.millrace.runbooks.policies;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.domain.DecisionAction;
import io.millrace.domain.EventStatus;
import io.millrace.domain.InhibitionPart;
import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.services.Ownership;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.GenericMachine;

/**
 * Decides what becomes of an event: one Event Ruler call for all policies, then for each concern the
 * first match in declared order (action, severity, owner; copies add up). What is accepted and opens trouble may be
 * silenced; which parts it has in inhibitions is for the thread stage. An error while matching accepts the event: fail open, page rather than hide. Safe for concurrent use.
 */
public final class TriagePolicies {
    /** Rule of an event that was accepted because matching failed. */
    public static final String POLICY_ERROR = "policy-error";

    /** Rule of an event that was accepted because a stage before the policies failed. */
    public static final String FAIL_OPEN = "fail-open";

    /** Rule of an event that no policy decided. */
    public static final String DEFAULT = "default";

    private final List<Policy> policies;
    private final List<Silence> silences;
    private final List<Inhibition> inhibitions;
    private final DecisionAction defaultAction;
    private final Set<String> asked;
    private final GenericMachine<Integer> machine = new GenericMachine<>();

    /** All in declared order, their patterns already checked. */
    TriagePolicies(
            List<Policy> policies, List<Silence> silences, List<Inhibition> inhibitions, DecisionAction defaultAction) {
        this.policies = List.copyOf(policies);
        this.silences = List.copyOf(silences);
        this.inhibitions = List.copyOf(inhibitions);
        this.defaultAction = defaultAction;
        this.asked = CanonicalEvent.COSTLY.stream()
                .filter(field -> patterns().anyMatch(pattern -> pattern.findValue(field) != null))
                .collect(Collectors.toUnmodifiableSet());
        for (int i = 0; i < policies.size(); i++) {
            addRule(i, policies.get(i).id(), policies.get(i).match());
        }
        for (int i = 0; i < silences.size(); i++) {
            addRule(policies.size() + i, silences.get(i).id(), silences.get(i).match());
        }
        for (int i = 0; i < inhibitions.size(); i++) {
            addRule(sourceRule(i), inhibitions.get(i).id(), inhibitions.get(i).source());
            addRule(
                    sourceRule(i) + 1,
                    inhibitions.get(i).id(),
                    inhibitions.get(i).target());
        }
    }

    /** What to do with an event of this owner that opened {@code flapCount} times within the flap window. */
    public Verdict decide(OpsEvent event, Ownership ownership, int flapCount) {
        try {
            var matches = new BitSet(sourceRule(inhibitions.size()));
            machine.rulesForJSONEvent(CanonicalEvent.json(event, ownership, flapCount, asked))
                    .forEach(matches::set);
            return verdict(matches, event, ownership);
        } catch (RuntimeException e) {
            return failedOpen(event, ownership, e);
        }
    }

    /** Ids of policies in declared order. */
    public List<String> ids() {
        return policies.stream().map(Policy::id).collect(Collectors.toList());
    }

    /** Whether any event waits: then the end of trouble must pass by what waits for it. */
    public boolean mayWait() {
        return !silences.isEmpty()
                || policies.stream()
                        .anyMatch(policy ->
                                policy.delay().isPresent() || policy.ask().isPresent());
    }

    private Stream<JsonNode> patterns() {
        return Stream.of(
                        policies.stream().map(Policy::match),
                        silences.stream().map(Silence::match),
                        inhibitions.stream().map(Inhibition::source),
                        inhibitions.stream().map(Inhibition::target))
                .flatMap(each -> each);
    }

    /** Of the i-th inhibition; its target's is the next. */
    private int sourceRule(int i) {
        return policies.size() + silences.size() + 2 * i;
    }

    private List<InhibitionPart> parts(BitSet matches, OpsEvent event, Ownership ownership, int severity) {
        if (matches.nextSetBit(sourceRule(0)) < 0) {
            return List.of();
        }
        var parts = new ArrayList<InhibitionPart>();
        for (int i = 0; i < inhibitions.size(); i++) {
            inhibitions
                    .get(i)
                    .part(matches.get(sourceRule(i)), matches.get(sourceRule(i) + 1), event, ownership, severity)
                    .ifPresent(parts::add);
        }
        return parts;
    }

    private Verdict verdict(BitSet matches, OpsEvent event, Ownership ownership) {
        Policy action = null;
        Policy severity = null;
        Policy owner = null;
        Policy delay = null;
        var copies = new TreeSet<>(ownership.copies());
        var parts = new ArrayList<String>(4);
        for (int i = matches.nextSetBit(0); i >= 0 && i < policies.size(); i = matches.nextSetBit(i + 1)) {
            var policy = policies.get(i);
            boolean counts = !policy.copies().isEmpty();
            if (action == null && policy.action().isPresent()) {
                action = policy;
                counts = true;
            }
            if (severity == null && policy.severity().isPresent()) {
                severity = policy;
                counts = true;
            }
            if (owner == null && policy.owner().isPresent()) {
                owner = policy;
                counts = true;
            }
            if (delay == null && policy.delay().isPresent()) {
                delay = policy;
                counts = true;
            }
            if (counts) {
                copies.addAll(policy.copies());
                parts.add(policy.id());
            }
        }
        int given = SeverityRule.clamp(event.getSeverity());
        String owning = owner == null ? ownership.owner() : owner.owner().orElse(ownership.owner());
        copies.add(ownership.owner()); // the team whose thing it is reads along when a policy names another
        copies.remove(owning);
        copies.remove("");
        var decided = action == null ? defaultAction : action.action().orElse(defaultAction);
        int severe = severity == null
                ? given
                : severity.severity().map(rule -> rule.apply(given)).orElse(given);
        String rule = action == null ? DEFAULT : action.id();
        String reason = action == null ? "no policy matched" : action.description();
        String acceptedBy = rule;
        Wait wait = null;
        if (decided == DecisionAction.ACCEPTED && Silence.mayHoldBack(event)) {
            wait = silence(matches, event, severe);
            if (wait != null) {
                decided = DecisionAction.SUPPRESSED;
                rule = wait.rule();
                reason = wait.reason();
            } else if (event.getStatus() != EventStatus.INFORMATIONAL
                    && action != null
                    && action.ask().isPresent()) {
                wait = ask(action, event);
            } else if (delay != null && event.getStatus() != EventStatus.INFORMATIONAL) {
                wait = delay(delay, event);
            }
        }
        return new Verdict(
                decided,
                rule,
                reason,
                severe,
                owning,
                List.copyOf(copies),
                severity == null ? "" : severity.id(),
                owner == null ? "" : owner.id(),
                parts,
                acceptedBy,
                wait,
                parts(matches, event, ownership, severe));
    }

    private static @Nullable Wait delay(Policy policy, OpsEvent event) {
        return policy.delay()
                .map(delay -> new Wait(event.getArrivedAt().plus(delay), policy.id(), policy.description()))
                .orElse(null);
    }

    private static @Nullable Wait ask(Policy policy, OpsEvent event) {
        return policy.ask()
                .map(ask -> new Wait(
                        event.getArrivedAt().plus(ask.within()), policy.id(), policy.description(), ask.asking()))
                .orElse(null);
    }

    /** The silence that lasts longest; of equal ones the first. */
    private @Nullable Wait silence(BitSet matches, OpsEvent event, int severity) {
        Wait longest = null;
        int end = policies.size() + silences.size();
        for (int i = matches.nextSetBit(policies.size()); i >= 0 && i < end; i = matches.nextSetBit(i + 1)) {
            var silence = silences.get(i - policies.size());
            var until = silence.until(event, severity);
            if (until.isPresent() && (longest == null || until.get().isAfter(longest.until()))) {
                longest = new Wait(until.get(), silence.id(), silence.reason(until.get()));
            }
        }
        return longest;
    }

    private static Verdict failedOpen(OpsEvent event, Ownership ownership, RuntimeException e) {
        return new Verdict(
                DecisionAction.ACCEPTED,
                POLICY_ERROR,
                "accepted because matching failed: " + e.getClass().getSimpleName() + ": " + e.getMessage(),
                SeverityRule.clamp(event.getSeverity()),
                ownership.owner(),
                ownership.copies(),
                "",
                "",
                List.of(),
                POLICY_ERROR,
                null,
                List.of());
    }

    private void addRule(int number, String id, JsonNode pattern) {
        try {
            machine.addRule(number, pattern.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("The checked pattern of " + id + " does not compile", e);
        }
    }
}
