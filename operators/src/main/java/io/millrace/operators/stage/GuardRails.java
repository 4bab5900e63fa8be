package io.millrace.operators.stage;

import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.GuardState;
import io.millrace.domain.guard.Calendars;
import io.millrace.domain.guard.Freeze;
import io.millrace.domain.guard.Guarding;
import io.millrace.runbooks.Content;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.catalog.Mode;
import io.millrace.runbooks.catalog.RunbookCatalog;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The guardrails of one version of content. */
final class GuardRails {
    private final String version;
    private final Guarding guarding;
    private final RunbookCatalog runbooks;
    private final Set<String> calendars;

    GuardRails(ContentBundle bundle) {
        Content content = bundle.compile();
        version = bundle.version();
        guarding = new Guarding(content.guardrails());
        runbooks = content.runbooks();
        calendars = content.guardrails().freezes().stream()
                .map(Freeze::calendar)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    String version() {
        return version;
    }

    Guarding guarding() {
        return guarding;
    }

    /** Those that this version asks. */
    Set<String> calendars() {
        return calendars;
    }

    /** A refusal by another version than the one that proposed says which. */
    Optional<Command> decide(GuardState state, Calendars.Known known, Command proposal) {
        Optional<Command> answer = guarding.decide(state, known, tightened(proposal));
        if (!proposal.getContentVersion().equals(version)) {
            answer.filter(command -> command.getStatus() == CommandStatus.REFUSED)
                    .ifPresent(command -> command.setReason(command.getReason() + " (content " + version + ")"));
        }
        return answer;
    }

    /** A newer version may put a runbook to sleep, or take it away; it wakes none whose command is on its way. */
    private Command tightened(Command proposal) {
        if (proposal.getContentVersion().equals(version)) {
            return proposal;
        }
        Mode proposed = Mode.valueOf(proposal.getMode().toUpperCase(Locale.ROOT));
        Mode present = runbooks.find(proposal.getRunbook())
                .map(runbook -> runbooks.mode(runbook, proposal.getAccount(), proposal.getPolicy()))
                .orElse(Mode.OFF);
        return present.compareTo(proposed) >= 0
                ? proposal
                : Command.newBuilder(proposal).setMode(present.word()).build();
    }
}
