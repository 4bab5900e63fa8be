package io.millrace.runbooks.policies;

import io.millrace.domain.InhibitionState;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.thread.Inhibiting;
import io.millrace.domain.thread.InhibitionStep;
import io.millrace.domain.thread.Linking;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.domain.thread.ThreadStep;
import io.millrace.domain.thread.Threading;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The threads of one scope of a scenario, as the thread stage keeps them; without runbooks and situations. */
final class ScenarioScope {
    private final Threading threading = new Threading(ThreadSettings.defaults());
    private final TreeMap<String, ThreadState> threads = new TreeMap<>();
    private final ScenarioTold told;
    private @Nullable InhibitionState silent;

    ScenarioScope(ScenarioTold told) {
        this.told = told;
    }

    /** One slot: its signals in order, then what time alone decides, then what nothing silences any more. */
    void pass(List<Signal> signals, Instant end) {
        for (Signal signal : signals) {
            admit(Inhibiting.onSignal(silent, threads.values(), signal));
        }
        for (ThreadState thread : List.copyOf(threads.values())) {
            if (!threading.due(thread).isAfter(end)) {
                keep(threading.onTime(thread, end));
            }
        }
        admit(Inhibiting.settle(silent, threads.values(), end, true));
    }

    /** When time alone changes something next; empty when it does not. */
    Optional<Instant> due() {
        return Stream.concat(threads.values().stream().map(threading::due), Inhibiting.due(silent).stream())
                .min(Comparator.naturalOrder());
    }

    private void admit(InhibitionStep step) {
        silent = step.state().orElse(null);
        step.rows().forEach(told::row);
        for (Signal signal : List.copyOf(step.signals())) {
            ThreadStep taken = threading.onSignal(List.copyOf(threads.values()), signal);
            keep(taken);
            taken.state().ifPresent(thread -> Linking.offers(thread.getThreadId(), signal)
                    .forEach(told::offer));
        }
    }

    private void keep(ThreadStep step) {
        for (ThreadStep ended : step.merged()) {
            keep(ended);
            ended.state().ifPresent(other -> step.state()
                    .ifPresent(into -> told.merged(other.getThreadId(), into.getThreadId())));
        }
        step.state().ifPresent(thread -> {
            if (thread.getStatus() == ThreadStatus.CLOSED) {
                threads.remove(thread.getThreadId());
            } else {
                threads.put(thread.getThreadId(), thread);
            }
            told.thread(thread);
        });
        step.members().forEach(told::member);
        step.changes().forEach(told::change);
    }
}
