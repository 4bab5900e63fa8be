package io.millrace.domain.guard;

import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.Grant;
import io.millrace.domain.GuardState;
import io.millrace.domain.Outcome;
import io.millrace.domain.Problem;
import io.millrace.domain.StormSighting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Grants a proposed command, asks a person for it, or refuses it with the first reason that holds. A command id is granted once:
 * asked again, it is answered with nothing. Refused commands cost no budget. Values in, values out.
 */
public final class Guarding {
    /** How long a cool-down may reach back; grants older than this and every window are forgotten. */
    public static final Duration LONGEST_COOL_DOWN = Duration.ofDays(1);

    private final GuardSettings settings;
    private final Budgets budgets;

    public Guarding(GuardSettings settings) {
        this.settings = settings;
        this.budgets = new Budgets(settings.budgets());
    }

    /**
     * The answer to a proposal; absent when this command id was granted before.
     *
     * @param calendars what is known of change calendars
     */
    public Optional<Command> decide(GuardState state, Calendars.Known calendars, Command proposal) {
        boolean granted = state.getGrants().stream()
                .anyMatch(grant -> grant.getCommandId().equals(proposal.getCommandId()));
        if (granted) {
            return Optional.empty();
        }
        var answer = Command.newBuilder(proposal).build();
        Optional<String> objection = objection(state, calendars, proposal);
        if (objection.isPresent()) {
            answer.setStatus(CommandStatus.REFUSED);
            answer.setReason(objection.get());
        } else if (Approvals.isWanted(proposal)) {
            Approvals.ask(answer);
        } else {
            answer.setStatus(CommandStatus.GRANTED);
            answer.setReason("within all guardrails");
        }
        return Optional.of(answer);
    }

    /** The state after an answer: a grant is remembered, what no longer counts is forgotten. */
    public GuardState after(GuardState state, Command answer) {
        GuardState next = recent(state, answer.getArrivedAt().toEpochMilli());
        if (answer.getStatus() == CommandStatus.GRANTED) {
            next.getGrants().add(Grants.of(answer));
        }
        return next;
    }

    /** The state once this was said of a command. */
    public GuardState after(GuardState state, Outcome outcome) {
        return new GuardState(Work.after(state.getGrants(), outcome), state.getStorms());
    }

    /** The state once a storm was seen to go on. */
    public GuardState after(GuardState state, StormSighting storm) {
        Map<String, Long> storms = new HashMap<>(state.getStorms());
        storms.merge(storm.getScope(), storm.getArrivedAt().toEpochMilli(), Math::max);
        return new GuardState(state.getGrants(), storms);
    }

    /** What of the state still counts at {@code now}, epoch milliseconds. */
    public GuardState recent(GuardState state, long now) {
        long from = now - settings.memory().toMillis();
        List<Grant> grants = state.getGrants().stream()
                .filter(grant -> grant.getGrantedAt() > from || Work.isAtWork(grant, now))
                .collect(Collectors.toCollection(ArrayList::new));
        Map<String, Long> storms = new HashMap<>(state.getStorms());
        storms.values().removeIf(seen -> seen <= from);
        return new GuardState(grants, storms);
    }

    /** When nothing of the state counts any more, epoch milliseconds; empty for an empty one. */
    public OptionalLong emptyAt(GuardState state) {
        long memory = settings.memory().toMillis();
        return LongStream.concat(
                        state.getGrants().stream()
                                .mapToLong(grant -> Math.max(grant.getGrantedAt() + memory, grant.getWorkUntil())),
                        state.getStorms().values().stream().mapToLong(seen -> seen + memory))
                .max();
    }

    /** The problem behind a command that was refused because its runbook started too often. */
    public Optional<Problem> problem(GuardState state, Command refused) {
        // its first rung says so too, and that is the runbook
        return refused.getDiagnosis() ? Optional.empty() : Attempts.problem(settings.attempts(), state, refused);
    }

    private Optional<String> objection(GuardState state, Calendars.Known calendars, Command proposal) {
        return never(proposal)
                .or(() -> Calendars.objection(settings.freezes(), calendars, proposal.getArrivedAt()))
                .or(() -> Storms.objection(state, settings.stormFreeze(), proposal))
                .or(() -> Budgets.coolDown(state, proposal))
                .or(() -> Attempts.objection(settings.attempts(), state, proposal))
                .or(() -> Work.busy(state, proposal))
                .or(() -> Work.share(settings.groups(), state, proposal))
                .or(() -> budgets.objection(state, proposal));
    }

    /** What no time and no person changes. */
    private Optional<String> never(Command proposal) {
        String target = proposal.getTarget();
        if (settings.killSwitch()) {
            return Optional.of("kill-switch: the content bundle refuses every command");
        }
        if (target.isBlank() || target.indexOf('*') >= 0 || target.indexOf('?') >= 0) {
            return Optional.of("target: an empty or wildcard target is an error, never everything");
        }
        if (!settings.allows(proposal.getAction())) {
            return Optional.of("allow-list: " + proposal.getAction() + " is not an allowed action");
        }
        if (proposal.getDiagnosis() && (proposal.getTier() != 0 || !settings.reads(proposal.getAction()))) {
            return Optional.of("allow-list: " + proposal.getAction() + " is not listed as an action that only reads");
        }
        if (proposal.getMode().equals("off")) {
            return Optional.of("mode: runbook " + proposal.getRunbook() + " is off");
        }
        if (proposal.getTier() >= 3) {
            return Optional.of("tier: " + proposal.getStep() + " is never done automatically");
        }
        if (Approvals.isWanted(proposal) && proposal.getApproveWithinSeconds() <= 0) {
            return Optional.of("tier: " + proposal.getStep()
                    + " needs a person's approval, and an earlier version proposed it that does not wait for one");
        }
        return Optional.empty();
    }
}
