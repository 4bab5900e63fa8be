package io.millrace.domain.escalate;

import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.EscalationInput;
import io.millrace.domain.EventKind;
import io.millrace.domain.Outcome;
import io.millrace.domain.Page;
import io.millrace.domain.PageDecision;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.record.Copies;
import io.millrace.domain.thread.Changes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the escalation stage is told of, out of what others decided. */
public final class EscalationInputs {
    /** Of one slot: the thread's changes by version, then pages, commands and what came of them. */
    public static final Comparator<EscalationInput> ORDER = Comparator.comparingInt(EscalationInputs::rank)
            .thenComparingInt(
                    input -> input.getChange() == null ? 0 : input.getChange().getVersion())
            .thenComparing(EscalationInputs::id);

    private static final int MOST_RESOURCES = 10;
    private static final String LIVE = "live";
    private static final Set<String> VERDICTS = Set.of(
            "FIXED",
            "NOT_FIXED",
            "MADE_WORSE",
            "UNVERIFIABLE",
            "FAILED",
            "REFUSED",
            "CANCELLED",
            "TIMED_OUT",
            "ROLLED_BACK");

    private EscalationInputs() {}

    /** Each change of a thread but the end of the input. */
    public static Optional<EscalationInput> of(ThreadChange change) {
        if (change.getChange().equals(Changes.OPEN_AT_END.name())) {
            return Optional.empty();
        }
        var slim = Copies.shallow(change, new ThreadChange());
        slim.setMembers(new ArrayList<>());
        List<String> resources = change.getResources();
        slim.setResources(new ArrayList<>(resources.subList(0, Math.min(MOST_RESOURCES, resources.size()))));
        boolean security = change.getMembers().stream().anyMatch(member -> member.getKind() == EventKind.SECURITY);
        return Optional.of(EscalationInput.newBuilder()
                .setThreadId(change.getThreadId())
                .setChange(slim)
                .setSecurity(security)
                .build());
    }

    /** A page that was given. */
    public static Optional<EscalationInput> of(Page page) {
        return page.getDecision() == PageDecision.PAGED
                ? Optional.of(EscalationInput.newBuilder()
                        .setThreadId(page.getThreadId())
                        .setPage(page)
                        .build())
                : Optional.empty();
    }

    /** A command that is to be carried out; not one that only reads, which no verdict follows. */
    public static Optional<EscalationInput> of(Command command) {
        return command.getStatus() == CommandStatus.GRANTED && command.getMode().equals(LIVE) && !command.getDiagnosis()
                ? Optional.of(EscalationInput.newBuilder()
                        .setThreadId(command.getThreadId())
                        .setCommand(command)
                        .build())
                : Optional.empty();
    }

    /** What is known to have come of a command. */
    public static Optional<EscalationInput> of(Outcome outcome) {
        return VERDICTS.contains(outcome.getOutcome())
                ? Optional.of(EscalationInput.newBuilder()
                        .setThreadId(outcome.getThreadId())
                        .setOutcome(outcome)
                        .build())
                : Optional.empty();
    }

    /** Arrival of what it tells. */
    public static Instant arrivedAt(EscalationInput input) {
        if (input.getChange() != null) {
            return input.getChange().getArrivedAt();
        }
        if (input.getPage() != null) {
            return input.getPage().getArrivedAt();
        }
        return input.getCommand() != null
                ? input.getCommand().getArrivedAt()
                : input.getOutcome().getArrivedAt();
    }

    /** Of what it tells. */
    public static String id(EscalationInput input) {
        if (input.getChange() != null) {
            return input.getChange().getChangeId();
        }
        if (input.getPage() != null) {
            return input.getPage().getPageId();
        }
        return input.getCommand() != null
                ? input.getCommand().getCommandId()
                : input.getOutcome().getEventId() + input.getOutcome().getOutcome();
    }

    private static int rank(EscalationInput input) {
        if (input.getChange() != null) {
            return 0;
        }
        if (input.getPage() != null) {
            return 1;
        }
        return input.getCommand() != null ? 2 : 3;
    }
}
