package io.millrace.domain.escalate;

import io.millrace.domain.EscalationState;
import io.millrace.domain.WatchedCommand;
import io.millrace.domain.escalate.EscalationPath.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which call a thread, as it stands, makes next: of those of its path that were not made, the one that is due first. */
final class NextCall {
    private final Responders responders;

    NextCall(Responders responders) {
        this.responders = responders;
    }

    Optional<Call> of(EscalationState state) {
        Optional<EscalationPath> path = responders.path(state);
        Optional<Instant> from = Standing.wantedSince(state);
        if (path.isEmpty() || from.isEmpty()) {
            return Optional.empty();
        }
        var calls = new ArrayList<Call>();
        if (state.getThread().getAcknowledgedBy().isEmpty()) {
            tiers(state, path.get(), from.get(), calls);
        }
        if (!state.getDiagnosed()) {
            stage(state, path.get(), Stage.DIAGNOSE, from.get(), calls);
        }
        stage(state, path.get(), Stage.RESOLVE, from.get(), calls);
        for (WatchedCommand command : Watching.of(state)) {
            due(state, path.get(), Stage.VERIFY, command.getSince())
                    .ifPresent(dueAt ->
                            calls.add(Call.ofCommand(path.get(), command, above(state, path.get(), dueAt), dueAt)));
        }
        return calls.stream()
                .filter(call -> !state.getRaised().contains(call.name()))
                .min(Call.DUE);
    }

    private void tiers(EscalationState state, EscalationPath path, Instant from, List<Call> calls) {
        int priority = state.getThread().getPriority();
        WorkingHours service = hours(state);
        for (int tier = 1; tier <= path.tiers().size(); tier++) {
            EscalationTier called = path.tiers().get(tier - 1);
            Instant dueAt = path.due(priority, from, called.after(), service);
            if (called.isOnDuty(path.hoursOr(service).hold(dueAt))) {
                String reason = called.after().isZero() ? "called" : "not-acknowledged";
                calls.add(Call.ofTier(path, tier, reason, dueAt));
            }
        }
    }

    private void stage(EscalationState state, EscalationPath path, Stage stage, Instant from, List<Call> calls) {
        due(state, path, stage, from)
                .ifPresent(dueAt -> calls.add(Call.ofStage(path, stage, above(state, path, dueAt), dueAt)));
    }

    private Optional<Instant> due(EscalationState state, EscalationPath path, Stage stage, Instant from) {
        return path.limit(stage).map(limit -> path.due(state.getThread().getPriority(), from, limit, hours(state)));
    }

    /** The next tier that is on duty after the highest one that was called, or the highest that is. */
    private int above(EscalationState state, EscalationPath path, Instant dueAt) {
        boolean worked = path.hoursOr(hours(state)).hold(dueAt);
        List<EscalationTier> tiers = path.tiers();
        for (int tier = state.getReached() + 1; tier <= tiers.size(); tier++) {
            if (tiers.get(tier - 1).isOnDuty(worked)) {
                return tier;
            }
        }
        for (int tier = tiers.size(); tier > 0; tier--) {
            if (tiers.get(tier - 1).isOnDuty(worked)) {
                return tier;
            }
        }
        return tiers.size();
    }

    private WorkingHours hours(EscalationState state) {
        return responders.hours(state.getThread().getService());
    }
}
