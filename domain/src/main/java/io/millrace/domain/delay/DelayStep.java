package io.millrace.domain.delay;

import io.millrace.domain.Decision;
import io.millrace.domain.DecisionRequest;
import io.millrace.domain.DelayState;
import io.millrace.domain.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What follows from a signal, or from time: rows to write, signals that go on, and what waits from now on. */
public final class DelayStep {
    private final List<Decision> rows = new ArrayList<>();
    private final List<Signal> signals = new ArrayList<>();
    private @Nullable DecisionRequest question;
    private @Nullable DelayState state;

    DelayStep(@Nullable DelayState state) {
        this.state = state;
    }

    /** Decision rows, in order. */
    public List<Decision> rows() {
        return Collections.unmodifiableList(rows);
    }

    /** What goes on, in order. */
    public List<Signal> signals() {
        return Collections.unmodifiableList(signals);
    }

    /** What a person is asked; empty when nobody is. */
    public Optional<DecisionRequest> question() {
        return Optional.ofNullable(question);
    }

    /** What waits now; empty when nothing does. */
    public Optional<DelayState> state() {
        return Optional.ofNullable(state);
    }

    void tell(Decision row) {
        rows.add(row);
    }

    void pass(Signal signal) {
        signals.add(signal);
    }

    void ask(DecisionRequest request) {
        question = request;
    }

    void keep(@Nullable DelayState next) {
        state = next;
    }
}
