package io.millrace.domain.thread;

import io.millrace.domain.Decision;
import io.millrace.domain.InhibitionState;
import io.millrace.domain.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What inhibitions make of a signal, or of the end of a slot: rows to write, signals that go on, and what is remembered. */
public final class InhibitionStep {
    private final List<Decision> rows = new ArrayList<>();
    private final List<Signal> signals = new ArrayList<>();
    private @Nullable InhibitionState state;

    InhibitionStep(@Nullable InhibitionState state) {
        this.state = state;
    }

    /** Decision rows, in order. */
    public List<Decision> rows() {
        return Collections.unmodifiableList(rows);
    }

    /** What reaches the threads, in order. */
    public List<Signal> signals() {
        return Collections.unmodifiableList(signals);
    }

    /** What is remembered from now on; empty for nothing. */
    public Optional<InhibitionState> state() {
        return Optional.ofNullable(state);
    }

    void tell(Decision row) {
        rows.add(row);
    }

    void pass(Signal signal) {
        signals.add(signal);
    }

    void keep(@Nullable InhibitionState next) {
        boolean isEmpty =
                next != null && next.getSources().isEmpty() && next.getHeld().isEmpty();
        state = isEmpty ? null : next;
    }
}
