package io.millrace.domain.thread;

import io.millrace.domain.Signal;
import io.millrace.domain.ThreadState;
import java.util.ArrayList;
import java.util.TreeSet;

/**
 * Weighs a thread's priority again as it grows, and keeps the inputs beside it: the severity, and the impact of the service of
 * which it was said, that gave the most urgent priority. It never sinks while the thread lives.
 */
final class Weighing {
    private static final int MOST_SERVICES = 20;

    private Weighing() {}

    /** Of the service that the signal is about; by its tier where an earlier version did not say. */
    static int impact(Signal signal) {
        return signal.getImpact() > 0 ? signal.getImpact() : Priority.impact(signal.getTier());
    }

    /** The thread, which holds the signal by now, as severe as it is and as broad. */
    static void weigh(ThreadState thread, Signal signal) {
        spread(thread, signal);
        int proposed = of(thread, thread.getSeverity(), impact(signal));
        if (proposed < Math.min(thread.getPriority(), asItStands(thread))) {
            thread.setWeighedSeverity(thread.getSeverity());
            thread.setImpact(impact(signal));
        }
        thread.setPriority(Math.min(proposed, Math.min(thread.getPriority(), asItStands(thread))));
    }

    /** A situation says that it is worse by so many steps of severity. */
    static void raise(ThreadState thread, int steps) {
        thread.setPriority(Math.max(1, thread.getPriority() - steps));
        if (thread.getImpact() > 0) {
            thread.setWeighedSeverity(Math.min(5, thread.getWeighedSeverity() + steps));
        }
        thread.setPriority(Math.min(thread.getPriority(), asItStands(thread)));
    }

    /** The thread takes another one in: its priority where that is more urgent, and its services. */
    static void absorb(ThreadState thread, ThreadState other) {
        var services = new TreeSet<>(thread.getServices());
        other.getServices().stream()
                .filter(service -> services.size() < MOST_SERVICES)
                .forEach(services::add);
        thread.setServices(new ArrayList<>(services));
        if (other.getPriority() < thread.getPriority()) {
            thread.setPriority(other.getPriority());
            thread.setWeighedSeverity(other.getWeighedSeverity());
            thread.setImpact(other.getImpact());
        }
    }

    private static void spread(ThreadState thread, Signal signal) {
        boolean isTrouble = signal.getSeverity() >= Priority.MEDIUM && Joining.opens(signal);
        if (!isTrouble || signal.getService().isEmpty()) {
            return;
        }
        var services = new TreeSet<>(thread.getServices());
        if (services.size() < MOST_SERVICES && services.add(signal.getService())) {
            thread.setServices(new ArrayList<>(services));
        }
    }

    private static int asItStands(ThreadState thread) {
        return thread.getImpact() == 0 ? 5 : of(thread, thread.getWeighedSeverity(), thread.getImpact());
    }

    private static int of(ThreadState thread, int severity, int impact) {
        return Priority.of(
                severity,
                impact,
                thread.getServices().size(),
                thread.getResources().size());
    }
}
