package io.millrace.runbooks.policies;

import io.millrace.domain.DecisionAction;
import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.services.Ownership;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.event.ruler.GenericMachine;

/**
 * Decides what becomes of an event: one Event Ruler call for all policies, then for each concern the
 * first match in declared order (action, severity, owner; copies add up). An error while matching
 * accepts the event: fail open, page rather than hide. Safe for concurrent use.
 */
public final class TriagePolicies {
    /** Rule of an event that was accepted because matching failed. */
    public static final String POLICY_ERROR = "policy-error";

    /** Rule of an event that no policy decided. */
    public static final String DEFAULT = "default";

    private final List<Policy> policies;
    private final DecisionAction defaultAction;
    private final GenericMachine<Integer> machine = new GenericMachine<>();

    /** {@code policies} in declared order, their patterns already checked. */
    TriagePolicies(List<Policy> policies, DecisionAction defaultAction) {
        this.policies = List.copyOf(policies);
        this.defaultAction = defaultAction;
        for (int i = 0; i < policies.size(); i++) {
            addRule(i, policies.get(i));
        }
    }

    /** What to do with an event of this owner that opened {@code flapCount} times within the flap window. */
    public Verdict decide(OpsEvent event, Ownership ownership, int flapCount) {
        try {
            var matches = new BitSet(policies.size());
            machine.rulesForJSONEvent(CanonicalEvent.json(event, ownership, flapCount))
                    .forEach(matches::set);
            return verdict(matches, event, ownership);
        } catch (RuntimeException e) {
            return failedOpen(event, ownership, e);
        }
    }

    /** Ids in declared order. */
    public List<String> ids() {
        return policies.stream().map(Policy::id).collect(Collectors.toList());
    }

    private Verdict verdict(BitSet matches, OpsEvent event, Ownership ownership) {
        Policy action = null;
        Policy severity = null;
        Policy owner = null;
        var copies = new TreeSet<>(ownership.copies());
        var parts = new ArrayList<String>(4);
        for (int i = matches.nextSetBit(0); i >= 0; i = matches.nextSetBit(i + 1)) {
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
        return new Verdict(
                action == null ? defaultAction : action.action().orElse(defaultAction),
                action == null ? DEFAULT : action.id(),
                action == null ? "no policy matched" : action.description(),
                severity == null
                        ? given
                        : severity.severity().map(rule -> rule.apply(given)).orElse(given),
                owning,
                List.copyOf(copies),
                severity == null ? "" : severity.id(),
                owner == null ? "" : owner.id(),
                parts);
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
                List.of());
    }

    private void addRule(int number, Policy policy) {
        try {
            machine.addRule(number, policy.match().toString());
        } catch (IOException e) {
            throw new UncheckedIOException("The checked pattern of policy " + policy.id() + " does not compile", e);
        }
    }
}
