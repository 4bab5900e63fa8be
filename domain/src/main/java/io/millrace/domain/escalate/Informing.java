package io.millrace.domain.escalate;

import io.millrace.domain.EscalationState;
import io.millrace.domain.Notification;
import io.millrace.domain.NotificationKind;
import io.millrace.domain.PlanProgress;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps people informed of a thread: when somebody is wanted for it first, each so often, and once when it is over. A plan that
 * fits the thread later, as it grows worse, begins then.
 */
final class Informing {
    private final Responders responders;

    Informing(Responders responders) {
        this.responders = responders;
    }

    /** Begins plans that fit, and tells what is due by now. */
    void onTime(EscalationState state, Instant now, List<Notification> told) {
        Optional<Instant> wanted = Standing.wantedSince(state);
        if (wanted.isEmpty()) {
            return;
        }
        var plans = new ArrayList<>(state.getPlans());
        for (CommunicationPlan plan : responders.plans(state)) {
            boolean hasBegun = plans.stream().anyMatch(known -> known.getPlan().equals(plan.id()));
            if (!hasBegun) {
                plans.add(begin(plan, state, now, told));
            }
        }
        for (int i = 0; i < plans.size(); i++) {
            plans.set(i, onTime(plans.get(i), state, now, told));
        }
        state.setPlans(plans);
    }

    /** One closing word for each plan that has begun. */
    void end(EscalationState state, Instant now, List<Notification> told) {
        boolean resolved = state.getThread().getStatus() == ThreadStatus.RESOLVED;
        for (PlanProgress progress : state.getPlans()) {
            Optional<CommunicationPlan> plan =
                    responders.plan(progress.getPlan()).filter(CommunicationPlan::onResolve);
            plan.ifPresent(ending -> told.add(update(
                    ending,
                    state,
                    resolved ? "resolved" : "closed",
                    progress.getTold() + 1,
                    state.getThread().getArrivedAt(),
                    now)));
        }
        state.setPlans(new ArrayList<>());
    }

    Optional<Instant> due(EscalationState state) {
        return state.getPlans().stream()
                .flatMap(progress -> Optional.ofNullable(progress.getNextAt()).stream())
                .min(Comparator.naturalOrder());
    }

    private static PlanProgress begin(
            CommunicationPlan plan, EscalationState state, Instant now, List<Notification> told) {
        if (plan.onOpen()) {
            told.add(update(plan, state, "opened", 1, now, now));
        }
        return PlanProgress.newBuilder()
                .setPlan(plan.id())
                .setTold(plan.onOpen() ? 1 : 0)
                .setNextAt(plan.every().map(now::plus).orElse(null))
                .build();
    }

    private PlanProgress onTime(PlanProgress progress, EscalationState state, Instant now, List<Notification> told) {
        Optional<CommunicationPlan> plan = responders.plan(progress.getPlan());
        Optional<Duration> every = plan.flatMap(CommunicationPlan::every);
        Instant dueAt = progress.getNextAt();
        if (dueAt == null || dueAt.isAfter(now) || plan.isEmpty() || every.isEmpty()) {
            return progress;
        }
        int number = progress.getTold() + 1;
        Instant next = dueAt.plus(every.get());
        told.add(update(plan.get(), state, "cadence", number, dueAt, now));
        return PlanProgress.newBuilder(progress).setTold(number).setNextAt(next).build();
    }

    private static Notification update(
            CommunicationPlan plan, EscalationState state, String reason, int number, Instant dueAt, Instant now) {
        ThreadChange thread = state.getThread();
        return Notification.newBuilder()
                .setNotificationId(Ids.hash(
                        "update",
                        thread.getThreadId(),
                        String.valueOf(state.getSince().toEpochMilli()),
                        plan.id(),
                        String.valueOf(number),
                        reason))
                .setThreadId(thread.getThreadId())
                .setKind(NotificationKind.UPDATE)
                .setReason(reason)
                .setText(text(reason, thread))
                .setPlan(plan.id())
                .setAudience(plan.audience())
                .setChannel(plan.channel())
                .setNumber(number)
                .setContacts(plan.to())
                .setDueAt(dueAt)
                .setThread(thread)
                .setArrivedAt(now)
                .build();
    }

    private static String text(String reason, ThreadChange thread) {
        String by = thread.getAcknowledgedBy();
        String hands = by.isEmpty() ? "Nobody has taken it on yet." : by + " has taken it on.";
        switch (reason) {
            case "resolved":
                return "It is over: everything that it waited for has recovered.";
            case "closed":
                return "It is closed: " + thread.getReason() + ".";
            case "opened":
                return hands;
            default:
                return "It is not over: " + thread.getStatus() + ", " + thread.getEventCount()
                        + (thread.getEventCount() == 1 ? " event. " : " events. ") + hands;
        }
    }
}
