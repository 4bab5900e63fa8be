package io.millrace.domain.thread;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** Keeps the threads of one scope between steps, as the thread stage does. */
final class Scope {
    private final Threading threading;
    private final TreeMap<String, ThreadState> threads = new TreeMap<>();
    private final List<ThreadChange> changes = new ArrayList<>();

    Scope(ThreadSettings settings) {
        this.threading = new Threading(settings);
    }

    ThreadStep take(EventBuilder event) {
        return take(event.signal());
    }

    ThreadStep take(Signal signal) {
        return keep(threading.onSignal(threads.values(), signal));
    }

    ThreadStep take(Situation situation) {
        return keep(threading.onSituation(threads.values(), situation));
    }

    /** Time passes for the one thread there is. */
    ThreadStep pass(String time) {
        return pass(only(), Times.at(time));
    }

    ThreadStep pass(ThreadState thread, Instant now) {
        return keep(threading.onTime(thread, now));
    }

    Collection<ThreadState> threads() {
        return new ArrayList<>(threads.values());
    }

    List<ThreadChange> changes() {
        return changes;
    }

    ThreadState only() {
        assertThat(threads).hasSize(1);
        return threads.firstEntry().getValue();
    }

    /** The thread that knows this alarm. */
    ThreadState holding(String alarm) {
        return threads.values().stream()
                .filter(thread -> thread.getIdentities().stream()
                        .anyMatch(identity -> identity.getIdentity().endsWith("alarm:" + alarm)))
                .findFirst()
                .orElseThrow();
    }

    private ThreadStep keep(ThreadStep step) {
        step.merged().forEach(this::keep);
        step.state().ifPresent(thread -> {
            if (thread.getStatus() == ThreadStatus.CLOSED) {
                threads.remove(thread.getThreadId());
            } else {
                threads.put(thread.getThreadId(), thread);
            }
        });
        changes.addAll(step.changes());
        return step;
    }
}
