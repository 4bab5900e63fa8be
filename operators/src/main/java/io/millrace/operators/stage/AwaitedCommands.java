package io.millrace.operators.stage;

import io.millrace.domain.Approval;
import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.time.Slots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * The commands that a person is asked about, as the guard's state, by id. One that was answered stays for {@link #MEMORY} after its
 * expiry, so that neither a second answer nor a repeated proposal asks anew; then a timer forgets it.
 */
final class AwaitedCommands {
    static final Duration MEMORY = Duration.ofDays(1);

    private final MapState<String, Command> asked;

    AwaitedCommands(RuntimeContext runtime) {
        asked = runtime.getMapState(new MapStateDescriptor<>("awaited", Types.STRING, Records.type(Command.class)));
    }

    /** Whether somebody was asked about it. */
    boolean knows(String commandId) throws Exception {
        return asked.contains(commandId);
    }

    /** As it was asked or answered; null for one that nobody was asked about. */
    @Nullable
    Command find(String commandId) throws Exception {
        return asked.get(commandId);
    }

    /** Keeps a command as it stands. */
    void keep(Command command, TimerService timers) throws Exception {
        asked.put(command.getCommandId(), command);
        timers.registerEventTimeTimer(Slots.endOf(expiresAt(command)));
        timers.registerEventTimeTimer(forgottenAt(command));
    }

    /** Those whose time is over and that nobody has answered, in the order of their ids. */
    List<Command> expired(long timer) throws Exception {
        var expired = new ArrayList<Command>();
        for (Command command : asked.values()) {
            if (command.getStatus() == CommandStatus.AWAITING_APPROVAL && expiresAt(command) <= timer) {
                expired.add(command);
            }
        }
        expired.sort(Comparator.comparing(Command::getCommandId));
        return expired;
    }

    void forget(long timer) throws Exception {
        var old = new ArrayList<String>();
        for (Command command : asked.values()) {
            if (forgottenAt(command) <= timer) {
                old.add(command.getCommandId());
            }
        }
        for (String command : old) {
            asked.remove(command);
        }
    }

    private static long forgottenAt(Command command) {
        return Slots.endOf(expiresAt(command) + MEMORY.toMillis());
    }

    private static long expiresAt(Command command) {
        Approval approval = command.getApproval();
        return (approval == null ? command.getArrivedAt() : approval.getExpiresAt()).toEpochMilli();
    }
}
