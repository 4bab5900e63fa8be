package io.millrace.domain.execution;

import io.millrace.domain.ExecutionState;
import io.millrace.domain.OpsEvent;
import java.util.List;

/** What one event came to for its execution: the next state, and the events that go on. */
public final class ExecutionStep {
    private final ExecutionState state;
    private final List<OpsEvent> events;

    ExecutionStep(ExecutionState state, List<OpsEvent> events) {
        this.state = state;
        this.events = events;
    }

    public ExecutionState state() {
        return state;
    }

    /** The status event itself, marked with its command where that is known, and the outcome that follows from it. */
    public List<OpsEvent> events() {
        return events;
    }
}
