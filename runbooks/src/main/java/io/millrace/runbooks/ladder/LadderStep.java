package io.millrace.runbooks.ladder;

import io.millrace.domain.Command;
import io.millrace.domain.Outcome;
import io.millrace.domain.ThreadState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one input came to for the ladders of a thread: its next state, proposals, verdicts, and calls for a person. */
public final class LadderStep {
    private final Instant at;
    private @Nullable ThreadState state;
    private final List<Command> commands = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<String> escalations = new ArrayList<>();

    LadderStep(Instant at) {
        this.at = at;
    }

    void changed(ThreadState thread) {
        state = thread;
    }

    void propose(Command command) {
        commands.add(command);
    }

    void verdict(Outcome outcome) {
        outcomes.add(outcome);
    }

    void escalate(String reason) {
        escalations.add(reason);
    }

    /** The thread as this step has left it so far. */
    ThreadState thread(ThreadState before) {
        return state == null ? before : state;
    }

    /** Arrival time of the decision. */
    public Instant at() {
        return at;
    }

    /** The thread to write back; absent when no ladder moved. */
    public Optional<ThreadState> state() {
        return Optional.ofNullable(state);
    }

    /** Proposed commands, rungs and rollbacks, for the guard. */
    public List<Command> commands() {
        return commands;
    }

    /** Verdicts of verification: FIXED, HEALED, NOT_FIXED, MADE_WORSE, UNVERIFIABLE, or why there is none; of a rollback ROLLED_BACK. */
    public List<Outcome> outcomes() {
        return outcomes;
    }

    /** Why a person is needed, one sentence each. */
    public List<String> escalations() {
        return escalations;
    }
}
