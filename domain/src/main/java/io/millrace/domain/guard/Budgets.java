package io.millrace.domain.guard;

import io.millrace.domain.Command;
import io.millrace.domain.Grant;
import io.millrace.domain.GuardState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** How much was granted within spans of time: cool-down, and the budgets of target, service, account and fleet. */
final class Budgets {
    private final BudgetLimits limits;

    Budgets(BudgetLimits limits) {
        this.limits = limits;
    }

    /** A rung, attempt or rollback may follow another of the same opening; the runbook may not start again on its target. */
    static Optional<String> coolDown(GuardState state, Command proposal) {
        long from = proposal.getArrivedAt()
                .minusSeconds(proposal.getCooldownSeconds())
                .toEpochMilli();
        boolean startsAgain = proposal.getRung() == 0
                && proposal.getAttempt() <= 1
                && proposal.getRollbackOf().isEmpty();
        boolean cooling = startsAgain
                && Grants.against(state, proposal, from)
                        .anyMatch(grant -> grant.getRunbook().equals(proposal.getRunbook())
                                && grant.getTarget().equals(proposal.getTarget()));
        return cooling
                ? Optional.of("cool-down: " + proposal.getRunbook() + " acted on this target within "
                        + Duration.ofSeconds(proposal.getCooldownSeconds()).toMinutes() + " minutes")
                : Optional.empty();
    }

    Optional<String> objection(GuardState state, Command proposal) {
        return over(state, proposal, "target", limits.perTarget(), grant -> grant.getTarget()
                        .equals(proposal.getTarget()))
                .or(() -> service(state, proposal))
                .or(() -> over(state, proposal, "account", limits.perAccount(), grant -> grant.getAccount()
                        .equals(proposal.getAccount())))
                .or(() -> over(state, proposal, "fleet", limits.fleet(), grant -> true));
    }

    /** What belongs to no service shares no service's budget: the other budgets hold it. */
    private Optional<String> service(GuardState state, Command proposal) {
        String service = proposal.getService();
        return service.isEmpty()
                ? Optional.empty()
                : over(state, proposal, "service", limits.perService(), grant -> grant.getService()
                        .equals(service));
    }

    private Optional<String> over(GuardState state, Command proposal, String what, int most, Predicate<Grant> counts) {
        long from = proposal.getArrivedAt().minus(limits.window()).toEpochMilli();
        // a diagnosis leaves the budget of steps alone, and has what they leave
        var grants =
                proposal.getDiagnosis() ? Grants.read(state, proposal, from) : Grants.against(state, proposal, from);
        long granted = grants.filter(counts).count();
        return granted >= most
                ? Optional.of("budget: " + granted + " of " + most + " commands per " + what + " used within "
                        + limits.window().toMinutes() + " minutes")
                : Optional.empty();
    }
}
