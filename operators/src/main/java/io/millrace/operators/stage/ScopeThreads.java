package io.millrace.operators.stage;

import io.millrace.domain.ThreadState;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The threads of the present key, read from keyed state at most once and written back once for a slot, however many signals
 * change them in between: {@link #load} before, {@link #save} after. Those of the scopes that were touched last stay decoded
 * beside the state, which always holds the same: reading them was two thirds of the thread stage's time on RocksDB. Whoever
 * changes a thread changes a copy: a checkpoint may still be writing the one that is here.
 */
final class ScopeThreads {
    private final MapState<String, ThreadState> state;

    /** By scope, the one touched longest ago first. */
    private final LinkedHashMap<String, Decoded> recent = new LinkedHashMap<>();

    private final int most;
    private int weight;

    private String scope = "";

    /** By id: each state backend iterates in an order of its own. */
    private TreeMap<String, ThreadState> threads = new TreeMap<>();

    private final Set<String> changed = new HashSet<>();
    private final Set<String> removed = new HashSet<>();

    /** @param most members and identities of threads that stay decoded, about half a KB each */
    ScopeThreads(RuntimeContext context, int most) {
        this.state =
                context.getMapState(new MapStateDescriptor<>("threads", Types.STRING, Records.type(ThreadState.class)));
        this.most = most;
    }

    /** @param key the present one */
    void load(String key) throws Exception {
        scope = key;
        changed.clear();
        removed.clear();
        var known = recent.remove(key);
        if (known != null) {
            weight -= known.weight;
            threads = known.threads;
            return;
        }
        threads = new TreeMap<>();
        for (ThreadState thread : state.values()) {
            threads.put(thread.getThreadId(), thread);
        }
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
        if (!threads.isEmpty()) {
            var touched = new Decoded(threads);
            recent.put(scope, touched);
            weight += touched.weight;
        }
        var eldest = recent.values().iterator();
        while (weight > most) {
            weight -= eldest.next().weight;
            eldest.remove();
        }
    }

    private static final class Decoded {
        private final TreeMap<String, ThreadState> threads;
        private final int weight;

        Decoded(TreeMap<String, ThreadState> threads) {
            this.threads = threads;
            this.weight = threads.values().stream()
                    .mapToInt(thread -> 1
                            + thread.getMembers().size()
                            + thread.getIdentities().size())
                    .sum();
        }
    }
}
