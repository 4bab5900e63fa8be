package io.millrace.domain.escalate;

import io.millrace.domain.Command;
import io.millrace.domain.EscalationState;
import io.millrace.domain.WatchedCommand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The commands of a thread that are at work and that nothing has verified yet. Of more than {@link #MOST} those go first that
 * somebody was called for, and then the newest is not watched: the older ones call sooner.
 */
final class Watching {
    /** Far more than a ladder has rungs at work at once. */
    static final int MOST = 20;

    private static final Comparator<WatchedCommand> OLDEST =
            Comparator.comparing(WatchedCommand::getSince).thenComparing(WatchedCommand::getCommandId);

    private Watching() {}

    /** Oldest first. */
    static List<WatchedCommand> of(EscalationState state) {
        var all = new ArrayList<>(state.getCommands());
        String before = state.getCommandId();
        if (state.getCommandAt() != null
                && !before.isEmpty()
                && find(all, before).isEmpty()) {
            all.add(new WatchedCommand(before, state.getCommandAt()));
        }
        all.sort(OLDEST);
        return all;
    }

    /** From its grant on; again changes nothing. */
    static void begin(EscalationState state, Command granted) {
        List<WatchedCommand> all = of(state);
        if (find(all, granted.getCommandId()).isPresent()) {
            return;
        }
        all.add(new WatchedCommand(granted.getCommandId(), granted.getArrivedAt()));
        all.sort(OLDEST);
        if (all.size() > MOST) {
            all.remove(all.stream()
                    .filter(command -> isRaised(state, command))
                    .findFirst()
                    .orElse(all.get(all.size() - 1)));
        }
        keep(state, all);
    }

    static void end(EscalationState state, String commandId) {
        List<WatchedCommand> all = of(state);
        if (all.removeIf(command -> command.getCommandId().equals(commandId))) {
            keep(state, all);
        }
    }

    static void endAll(EscalationState state) {
        keep(state, List.of());
    }

    /** What the overrun of a command is raised as, after its path. */
    static String overrun(WatchedCommand command) {
        return EscalationPath.Stage.VERIFY.overrun() + command.getCommandId();
    }

    private static boolean isRaised(EscalationState state, WatchedCommand command) {
        return state.getRaised().stream().anyMatch(name -> name.endsWith("/" + overrun(command)));
    }

    private static Optional<WatchedCommand> find(List<WatchedCommand> all, String commandId) {
        return all.stream()
                .filter(command -> command.getCommandId().equals(commandId))
                .findFirst();
    }

    private static void keep(EscalationState state, List<WatchedCommand> all) {
        state.setCommands(new ArrayList<>(all));
        state.setCommandId("");
        state.setCommandAt(null);
    }
}
