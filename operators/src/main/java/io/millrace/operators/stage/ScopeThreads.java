package io.millrace.operators.stage;

import io.millrace.domain.ThreadState;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The threads of the present key, read from keyed state once and written back once, however many signals change them in
 * between. {@link #load} before, {@link #save} after: nothing is kept on heap from one timer to the next.
 */
final class ScopeThreads {
    private final MapState<String, ThreadState> state;

    /** By id: each state backend iterates in an order of its own. */
    private final TreeMap<String, ThreadState> threads = new TreeMap<>();

    private final Set<String> changed = new HashSet<>();
    private final Set<String> removed = new HashSet<>();

    ScopeThreads(RuntimeContext context) {
        this.state =
                context.getMapState(new MapStateDescriptor<>("threads", Types.STRING, Records.type(ThreadState.class)));
    }

    void load() throws Exception {
        threads.clear();
        changed.clear();
        removed.clear();
        state.values().forEach(thread -> threads.put(thread.getThreadId(), thread));
    }

    /** In order of their ids; a view. */
    Collection<ThreadState> all() {
        return Collections.unmodifiableCollection(threads.values());
    }

    /** One that is there. */
    ThreadState get(String threadId) {
        ThreadState thread = threads.get(threadId);
        if (thread == null) {
            throw new IllegalStateException("The scope has no thread " + threadId + " among " + threads.keySet());
        }
        return thread;
    }

    void put(ThreadState thread) {
        threads.put(thread.getThreadId(), thread);
        changed.add(thread.getThreadId());
        removed.remove(thread.getThreadId());
    }

    void remove(ThreadState thread) {
        threads.remove(thread.getThreadId());
        changed.remove(thread.getThreadId());
        removed.add(thread.getThreadId());
    }

    void save() throws Exception {
        for (String threadId : removed) {
            state.remove(threadId);
        }
        for (String threadId : changed) {
            state.put(threadId, get(threadId));
        }
        threads.clear();
    }
}
