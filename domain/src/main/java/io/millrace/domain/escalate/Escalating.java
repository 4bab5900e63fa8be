package io.millrace.domain.escalate;

import io.millrace.domain.Command;
import io.millrace.domain.EscalationInput;
import io.millrace.domain.EscalationState;
import io.millrace.domain.Notification;
import io.millrace.domain.NotificationKind;
import io.millrace.domain.Outcome;
import io.millrace.domain.Page;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.escalate.EscalationPath.Stage;
import io.millrace.domain.id.Ids;
import io.millrace.domain.thread.Changes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Calls the next tier of people when a thread is not acknowledged, not diagnosed, not verified or not resolved in its time, and
 * keeps others informed ({@link Informing}). The clock begins with what called a person first: the page, or a ladder. Each call
 * is made once, with the id of what it is due for. Pure; the states passed in are never modified.
 */
public final class Escalating {
    /** Threads are closed as stale long before: what is older was lost sight of. */
    static final Duration MEMORY = Duration.ofDays(7);

    private final Responders responders;
    private final Informing informing;

    public Escalating(Responders responders) {
        this.responders = responders;
        this.informing = new Informing(responders);
    }

    /**
     * What an input tells of its thread.
     *
     * @param known null for a thread that is not known
     * @return the thread as it stands; empty when nothing is to be remembered of it
     */
    public Optional<EscalationState> on(
            @Nullable EscalationState known,
            EscalationInput input,
            Instant now,
            List<Notification> told) {
        if (input.getChange() != null) {
            return onChange(known, input.getChange(), input.getSecurity(), now, told);
        }
        if (known == null) {
            return Optional.empty();
        }
        var state = EscalationState.newBuilder(known).setTouchedAt(now).build();
        Page page = input.getPage();
        Command command = input.getCommand();
        Outcome outcome = input.getOutcome();
        if (page != null) {
            call(state, page.getArrivedAt());
        } else if (command != null) {
            state.setDiagnosed(true);
            if (state.getCommandId().isEmpty()) {
                state.setCommandId(command.getCommandId());
                state.setCommandAt(command.getArrivedAt());
            }
        } else if (outcome != null && outcome.getCommandId().equals(state.getCommandId())) {
            state.setCommandId("");
            state.setCommandAt(null);
        }
        return Optional.of(state);
    }

    private Optional<EscalationState> onChange(
            @Nullable EscalationState known,
            ThreadChange change,
            boolean security,
            Instant now,
            List<Notification> told) {
        Instant at = change.getArrivedAt();
        EscalationState before = known == null ? begun(change, security, now) : known;
        if (known != null && change.getVersion() <= known.getThread().getVersion()) {
            // a repeat after a restore
            return Optional.of(known);
        }
        var state = EscalationState.newBuilder(before)
                .setThread(change)
                .setSecurity(before.getSecurity() || security)
                .setTouchedAt(now)
                .build();
        if (is(change, Changes.REOPENED)) {
            state.setSince(at);
            state.setDiagnosed(false);
            state.setPlans(new ArrayList<>());
            recall(state, null);
        } else if (is(change, Changes.REASSIGNED) && state.getCalledAt() != null) {
            recall(state, at);
            tell(state, 1, "reassigned", at, now, told);
        } else if (is(change, Changes.ESCALATED)) {
            // the ladder's own call has told those whom a page would
            call(state, at);
            state.setReached(Math.max(1, state.getReached()));
        } else if (is(change, Changes.DIAGNOSED)) {
            state.setDiagnosed(true);
        }
        if (isOver(state)) {
            informing.end(state, now, told);
            state.setCommandId("");
            state.setCommandAt(null);
        }
        return change.getStatus() == ThreadStatus.CLOSED ? Optional.empty() : Optional.of(state);
    }

    /** What is due by now: calls in the order in which they are due, then updates. */
    public EscalationState onTime(EscalationState known, Instant now, List<Notification> told) {
        var state = EscalationState.newBuilder(known).build();
        if (isOver(state)) {
            return state;
        }
        for (Optional<Call> next = next(state);
                next.isPresent() && !next.get().dueAt.isAfter(now);
                next = next(state)) {
            make(next.get(), state, now, told);
        }
        informing.onTime(state, now, told);
        return state;
    }

    /** When the thread must be looked at again (arrival time). */
    public Instant due(EscalationState state) {
        Instant due = state.getTouchedAt().plus(MEMORY);
        if (isOver(state)) {
            return due;
        }
        Optional<Instant> call = next(state).map(next -> next.dueAt);
        Optional<Instant> update = informing.due(state);
        return List.of(Optional.of(due), call, update).stream()
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .orElse(due);
    }

    /** Whether it was lost sight of. */
    public static boolean isForgotten(EscalationState state, Instant now) {
        return !state.getTouchedAt().plus(MEMORY).isAfter(now);
    }

    /** Since when somebody is wanted: for what is never paged, since it began. */
    static Optional<Instant> wantedSince(EscalationState state) {
        Instant calledAt = state.getCalledAt();
        if (calledAt != null) {
            return Optional.of(calledAt);
        }
        return state.getThread().getPriority() > Responders.LEAST_PAGED
                ? Optional.of(state.getSince())
                : Optional.empty();
    }

    static boolean isOver(EscalationState state) {
        ThreadStatus status = state.getThread().getStatus();
        return status == ThreadStatus.RESOLVED || status == ThreadStatus.CLOSED;
    }

    private static EscalationState begun(ThreadChange change, boolean security, Instant now) {
        return EscalationState.newBuilder()
                .setThread(change)
                .setSecurity(security)
                .setSince(change.getArrivedAt())
                .setTouchedAt(now)
                .build();
    }

    private static boolean is(ThreadChange change, Changes word) {
        return change.getChange().equals(word.name());
    }

    private static void call(EscalationState state, Instant at) {
        if (state.getCalledAt() == null) {
            state.setCalledAt(at);
        }
    }

    private static void recall(EscalationState state, @Nullable Instant at) {
        state.setCalledAt(at);
        state.setReached(0);
        state.setRaised(new ArrayList<>());
    }

    /** Something that is to be told to a tier. */
    private static final class Call {
        private final String name;
        private final String reason;
        private final int tier;
        private final Instant dueAt;

        Call(String name, String reason, int tier, Instant dueAt) {
            this.name = name;
            this.reason = reason;
            this.tier = tier;
            this.dueAt = dueAt;
        }
    }

    private Optional<Call> next(EscalationState state) {
        Optional<EscalationPath> path = responders.path(state);
        Optional<Instant> from = wantedSince(state);
        if (path.isEmpty() || from.isEmpty()) {
            return Optional.empty();
        }
        var calls = new ArrayList<Call>();
        if (state.getThread().getAcknowledgedBy().isEmpty()) {
            tiers(state, path.get(), from.get(), calls);
        }
        if (!state.getDiagnosed()) {
            stage(state, path.get(), Stage.DIAGNOSE, "", from.get(), calls);
        }
        stage(state, path.get(), Stage.RESOLVE, "", from.get(), calls);
        if (state.getCommandAt() != null) {
            stage(state, path.get(), Stage.VERIFY, state.getCommandId(), state.getCommandAt(), calls);
        }
        return calls.stream()
                .filter(call -> !state.getRaised().contains(call.name))
                .min(Comparator.comparing((Call call) -> call.dueAt).thenComparing(call -> call.name));
    }

    private void tiers(EscalationState state, EscalationPath path, Instant from, List<Call> calls) {
        int priority = state.getThread().getPriority();
        WorkingHours service = hours(state);
        for (int tier = 1; tier <= path.tiers().size(); tier++) {
            EscalationTier called = path.tiers().get(tier - 1);
            Instant dueAt = path.due(priority, from, called.after(), service);
            if (called.isOnDuty(path.hoursOr(service).hold(dueAt))) {
                String reason = called.after().isZero() ? "called" : "not-acknowledged";
                calls.add(new Call(name(path, tier), reason, tier, dueAt));
            }
        }
    }

    private void stage(
            EscalationState state, EscalationPath path, Stage stage, String of, Instant from, List<Call> calls) {
        path.limit(stage).ifPresent(limit -> {
            Instant dueAt = path.due(state.getThread().getPriority(), from, limit, hours(state));
            int tier =
                    above(state.getReached(), path, path.hoursOr(hours(state)).hold(dueAt));
            calls.add(new Call(path.id() + "/" + stage.overrun() + of, stage.overrun(), tier, dueAt));
        });
    }

    /** The next tier that is on duty, or the highest one. */
    private static int above(int reached, EscalationPath path, boolean worked) {
        List<EscalationTier> tiers = path.tiers();
        for (int tier = reached + 1; tier <= tiers.size(); tier++) {
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

    private void make(Call call, EscalationState state, Instant now, List<Notification> told) {
        var raised = new TreeSet<>(state.getRaised());
        raised.add(call.name);
        state.setRaised(new ArrayList<>(raised));
        EscalationTier tier = responders.path(state).orElseThrow().tiers().get(call.tier - 1);
        boolean byThePage = call.reason.equals("called") && tier.isToldByThePage() && state.getCalledAt() != null;
        if (byThePage) {
            state.setReached(Math.max(call.tier, state.getReached()));
        } else {
            tell(state, call.tier, call.reason, call.dueAt, now, told);
        }
    }

    private void tell(
            EscalationState state,
            int number,
            String reason,
            Instant dueAt,
            Instant now,
            List<Notification> told) {
        Optional<EscalationPath> path = responders.path(state);
        if (path.isEmpty()) {
            return;
        }
        EscalationTier tier = path.get().tiers().get(number - 1);
        ThreadChange thread = state.getThread();
        var contacts = new LinkedHashSet<String>(tier.contacts());
        if (contacts.isEmpty()) {
            contacts.add(thread.getOwner());
            contacts.addAll(thread.getContacts());
        }
        contacts.remove("");
        Instant since = wantedSince(state).orElse(state.getSince());
        state.setReached(Math.max(number, state.getReached()));
        if (reason.equals("reassigned")) {
            var raised = new TreeSet<>(state.getRaised());
            raised.add(name(path.get(), number));
            state.setRaised(new ArrayList<>(raised));
        }
        told.add(Notification.newBuilder()
                .setNotificationId(Ids.hash(
                        "escalation",
                        thread.getThreadId(),
                        String.valueOf(since.toEpochMilli()),
                        path.get().id(),
                        reason.equals("not-verified") ? reason + state.getCommandId() : reason,
                        String.valueOf(number)))
                .setThreadId(thread.getThreadId())
                .setKind(NotificationKind.ESCALATION)
                .setReason(reason)
                .setText(text(reason, state, since))
                .setPlan(path.get().id())
                .setTier(number)
                .setAudience(tier.name())
                .setContacts(new ArrayList<>(contacts))
                .setVendors(tier.vendors())
                .setDueAt(dueAt)
                .setThread(thread)
                .setArrivedAt(now)
                .build());
    }

    /** What a path's tier is raised as: a thread that grows more urgent may come to another path, whose people are called then. */
    private static String name(EscalationPath path, int tier) {
        return path.id() + "/tier-" + tier;
    }

    private static String text(String reason, EscalationState state, Instant since) {
        switch (reason) {
            case "reassigned":
                return "It is yours from now on: " + state.getThread().getReason() + ".";
            case "not-acknowledged":
                return "Nobody has taken it on since " + since + ".";
            case "not-diagnosed":
                return "Nobody has said what it is since " + since + ".";
            case "not-verified":
                return "Whether command " + state.getCommandId() + " of " + state.getCommandAt()
                        + " helped is not known.";
            case "not-resolved":
                return "It is not over since " + since + ".";
            default:
                return "Somebody is wanted.";
        }
    }

    private WorkingHours hours(EscalationState state) {
        return responders.hours(state.getThread().getService());
    }
}
