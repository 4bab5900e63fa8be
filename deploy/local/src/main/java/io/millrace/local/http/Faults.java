package io.millrace.local.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The faults planned for the coming calls of a stand-in, by action. Safe to use while the stand-in serves. */
public final class Faults {
    private final Map<String, Deque<Fault>> planned = new HashMap<>();
    private final Map<String, Fault> lasting = new HashMap<>();
    private final Map<String, EntryFaultRate> rates = new HashMap<>();

    /** The next {@code times} calls of this action meet this fault, after those already planned. */
    public synchronized void failNext(String action, int times, Fault fault) {
        var queue = planned.computeIfAbsent(action, name -> new ArrayDeque<>());
        for (int i = 0; i < times; i++) {
            queue.add(fault);
        }
    }

    /** From now on every call of this action meets this fault, after those already planned. */
    public synchronized void failAlways(String action, Fault fault) {
        lasting.put(action, fault);
    }

    /** From now on each entry of this batch action is refused at this rate (0 to 1), repeatable by seed. */
    public synchronized void failEntries(String action, double rate, long seed, EntryFault fault) {
        rates.put(action, new EntryFaultRate(rate, seed, fault));
    }

    /** Forgets every planned fault and rate. */
    public synchronized void clear() {
        planned.clear();
        lasting.clear();
        rates.clear();
    }

    /** How many planned faults of this action have not been met yet. */
    public synchronized int pending(String action) {
        var queue = planned.get(action);
        return queue == null ? 0 : queue.size();
    }

    /** For the stand-ins: whether the next entry of a batch is refused. */
    public synchronized Optional<EntryFault> nextEntry(String action) {
        return Optional.ofNullable(rates.get(action)).flatMap(EntryFaultRate::next);
    }

    synchronized Optional<Fault> next(String action) {
        return Optional.ofNullable(planned.get(action))
                .map(Deque::poll)
                .or(() -> Optional.ofNullable(lasting.get(action)));
    }
}
