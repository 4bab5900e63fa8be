package io.millrace.runbooks.catalog;

import io.millrace.domain.Command;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Either one proposed command, or the reason why there is none. */
public final class Plan {
    private final @Nullable Command command;
    private final @Nullable Refusal refusal;

    private Plan(@Nullable Command command, @Nullable Refusal refusal) {
        this.command = command;
        this.refusal = refusal;
    }

    static Plan proposed(Command command) {
        return new Plan(command, null);
    }

    static Plan refused(Refusal refusal) {
        return new Plan(null, refusal);
    }

    /** The command, with status PROPOSED. */
    public Optional<Command> command() {
        return Optional.ofNullable(command);
    }

    /** Why there is no command. */
    public Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }
}
