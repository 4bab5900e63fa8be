package io.millrace.domain.escalate;

import io.millrace.domain.WatchedCommand;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Something that is to be told to a tier of a path, once. */
final class Call {
    static final Comparator<Call> DUE = Comparator.comparing(Call::dueAt).thenComparing(Call::name);

    private final String name;
    private final String reason;
    private final int tier;
    private final Instant dueAt;
    private final @Nullable WatchedCommand command;

    private Call(String name, String reason, int tier, Instant dueAt, @Nullable WatchedCommand command) {
        this.name = name;
        this.reason = reason;
        this.tier = tier;
        this.dueAt = dueAt;
        this.command = command;
    }

    /**
     * Of a tier whose time has come. It is named by the path too: a thread that grows more urgent may come to another path, whose
     * people are called then.
     */
    static Call ofTier(EscalationPath path, int tier, String reason, Instant dueAt) {
        return new Call(path.id() + "/tier-" + tier, reason, tier, dueAt, null);
    }

    /** Of a stage of the thread that takes too long. */
    static Call ofStage(EscalationPath path, EscalationPath.Stage stage, int tier, Instant dueAt) {
        return new Call(path.id() + "/" + stage.overrun(), stage.overrun(), tier, dueAt, null);
    }

    /** Of a command that nothing has verified in its time. */
    static Call ofCommand(EscalationPath path, WatchedCommand command, int tier, Instant dueAt) {
        return new Call(
                path.id() + "/" + Watching.overrun(command),
                EscalationPath.Stage.VERIFY.overrun(),
                tier,
                dueAt,
                command);
    }

    /** What it is raised as. */
    String name() {
        return name;
    }

    String reason() {
        return reason;
    }

    /** From 1 on. */
    int tier() {
        return tier;
    }

    Instant dueAt() {
        return dueAt;
    }

    /** The command that it is about; null for none. */
    @Nullable
    WatchedCommand command() {
        return command;
    }
}
