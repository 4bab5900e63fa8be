package io.millrace.domain.guard;

import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.Grant;
import io.millrace.domain.GuardState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Grants a proposed command or refuses it with the first reason that holds. A command id is granted once:
 * asked again, it is answered with nothing. Refused commands cost no budget.
 */
public final class Guarding {
    /** How long a cool-down may reach back; grants older than this and the budget window are forgotten. */
    public static final Duration LONGEST_COOL_DOWN = Duration.ofDays(1);

    private final GuardSettings settings;

    public Guarding(GuardSettings settings) {
        this.settings = settings;
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
        answer.setStatus(objection.isPresent() ? CommandStatus.REFUSED : CommandStatus.GRANTED);
        answer.setReason(objection.orElse("within all guardrails"));
        return Optional.of(answer);
    }

    /** The state after an answer: a grant is remembered, grants beyond every window are forgotten. */
    public GuardState after(GuardState state, Command answer) {
        long now = answer.getArrivedAt().toEpochMilli();
        long from = now - Math.max(settings.window().toMillis(), LONGEST_COOL_DOWN.toMillis());
        List<Grant> grants = state.getGrants().stream()
                .filter(grant -> grant.getGrantedAt() > from)
                .collect(Collectors.toCollection(ArrayList::new));
        if (answer.getStatus() == CommandStatus.GRANTED) {
            grants.add(Grant.newBuilder()
                    .setCommandId(answer.getCommandId())
                    .setRunbook(answer.getRunbook())
                    .setTarget(answer.getTarget())
                    .setService(answer.getService())
                    .setAccount(answer.getAccount())
                    .setGrantedAt(now)
                    .build());
        }
        return new GuardState(grants);
    }

    private Optional<String> objection(GuardState state, Calendars.Known calendars, Command proposal) {
        if (settings.killSwitch()) {
            return Optional.of("kill-switch: the content bundle refuses every command");
        }
        String target = proposal.getTarget();
        if (target.isBlank() || target.indexOf('*') >= 0 || target.indexOf('?') >= 0) {
            return Optional.of("target: an empty or wildcard target is an error, never everything");
        }
        if (!settings.allows(proposal.getAction())) {
            return Optional.of("allow-list: " + proposal.getAction() + " is not an allowed action");
        }
        if (proposal.getMode().equals("off")) {
            return Optional.of("mode: runbook " + proposal.getRunbook() + " is off");
        }
        if (proposal.getTier() >= 2) {
            return Optional.of("tier: " + proposal.getStep() + " needs a person's approval");
        }
        return Calendars.objection(settings.freezes(), calendars, proposal.getArrivedAt())
                .or(() -> coolDown(state, proposal))
                .or(() -> budget(state, proposal));
    }

    /** A rung or attempt may follow another of the same opening; the runbook may not start again on its target. */
    private static Optional<String> coolDown(GuardState state, Command proposal) {
        Instant now = proposal.getArrivedAt();
        long from = now.minusSeconds(proposal.getCooldownSeconds()).toEpochMilli();
        boolean startsAgain = proposal.getRung() == 0 && proposal.getAttempt() <= 1;
        boolean cooling = startsAgain
                && state.getGrants().stream()
                        .anyMatch(grant -> grant.getRunbook().equals(proposal.getRunbook())
                                && grant.getTarget().equals(proposal.getTarget())
                                && grant.getGrantedAt() > from);
        return cooling
                ? Optional.of("cool-down: " + proposal.getRunbook() + " acted on this target within "
                        + Duration.ofSeconds(proposal.getCooldownSeconds()).toMinutes() + " minutes")
                : Optional.empty();
    }

    private Optional<String> budget(GuardState state, Command proposal) {
        long now = proposal.getArrivedAt().toEpochMilli();
        return over(state, now, "target", settings.perTarget(), grant -> grant.getTarget()
                        .equals(proposal.getTarget()))
                .or(() -> service(state, now, proposal.getService()))
                .or(() -> over(state, now, "account", settings.perAccount(), grant -> grant.getAccount()
                        .equals(proposal.getAccount())))
                .or(() -> over(state, now, "fleet", settings.fleet(), grant -> true));
    }

    /** What belongs to no service shares no service's budget: the other budgets hold it. */
    private Optional<String> service(GuardState state, long now, String service) {
        return service.isEmpty()
                ? Optional.empty()
                : over(state, now, "service", settings.perService(), grant -> grant.getService()
                        .equals(service));
    }

    private Optional<String> over(GuardState state, long now, String what, int most, Predicate<Grant> counts) {
        long from = now - settings.window().toMillis();
        long granted = state.getGrants().stream()
                .filter(grant -> grant.getGrantedAt() > from)
                .filter(counts)
                .count();
        return granted >= most
                ? Optional.of("budget: " + granted + " of " + most + " commands per " + what + " used within "
                        + settings.window().toMinutes() + " minutes")
                : Optional.empty();
    }
}
