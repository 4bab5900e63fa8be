package io.millrace.domain.fold;

import io.millrace.domain.OpsEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How often an identity opened lately: openings within a window of event time, bounded. */
final class Flaps {
    private final Duration window;
    private final int most;

    Flaps(Duration window, int most) {
        this.window = window;
        this.most = most;
    }

    /** The openings once this event has opened the identity again. */
    List<Long> after(List<Long> openings, OpsEvent event) {
        long at = at(event);
        var all = new ArrayList<>(openings);
        all.add(at);
        long from = at - window.toMillis();
        all.removeIf(opening -> opening <= from);
        return all.size() <= most ? all : new ArrayList<>(all.subList(all.size() - most, all.size()));
    }

    /** Openings within the window before the event, at least 1. */
    int count(List<Long> openings, OpsEvent event) {
        long from = at(event) - window.toMillis();
        return Math.max(1, (int) openings.stream().filter(at -> at > from).count());
    }

    /** A marked future event counts where it arrived: it must not push real openings out of the window. */
    private static long at(OpsEvent event) {
        return (event.getFuture() ? event.getArrivedAt() : event.getEventTime()).toEpochMilli();
    }
}
