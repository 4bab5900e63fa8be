package io.millrace.domain.thread;

import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadEvent;
import io.millrace.domain.ThreadState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one input came to: the thread as it stands now, and the rows that say so. */
public final class ThreadStep {
    private static final ThreadStep NOTHING = new ThreadStep(null, List.of(), List.of(), List.of());

    private final @Nullable ThreadState state;
    private final List<ThreadChange> changes;
    private final List<ThreadEvent> members;
    private final List<ThreadStep> merged;

    private ThreadStep(
            @Nullable ThreadState state,
            List<ThreadChange> changes,
            List<ThreadEvent> members,
            List<ThreadStep> merged) {
        this.merged = merged;
        this.state = state;
        this.changes = changes;
        this.members = members;
    }

    static ThreadStep nothing() {
        return NOTHING;
    }

    static ThreadStep of(ThreadState state, List<ThreadChange> changes, List<ThreadEvent> members) {
        return new ThreadStep(state, new ArrayList<>(changes), members, List.of());
    }

    /** The same, after other threads ended in this one. */
    ThreadStep after(List<ThreadStep> ended) {
        return new ThreadStep(state, changes, members, ended);
    }

    /** The thread to write back; absent when nothing happened. A CLOSED thread is to be cleared. */
    public Optional<ThreadState> state() {
        return Optional.ofNullable(state);
    }

    /** What became of threads that were merged into this one: to be written and told before it. */
    public List<ThreadStep> merged() {
        return merged;
    }

    public List<ThreadChange> changes() {
        return changes;
    }

    public List<ThreadEvent> members() {
        return members;
    }
}
