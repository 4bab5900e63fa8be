package io.millrace.domain.fold;

import io.millrace.domain.OpsEvent;
import io.millrace.domain.time.EventTimes;
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

    /** Openings within the window of the event, before or after it, at least 1: those of today are none of yesterday's. */
    int count(List<Long> openings, OpsEvent event) {
        long at = at(event);
        long span = window.toMillis();
        long near = openings.stream()
                .filter(opening -> opening > at - span && opening < at + span)
                .count();
        return Math.max(1, (int) near);
    }

    /** A future event must not push real openings out of the window. */
    private static long at(OpsEvent event) {
        return EventTimes.of(event).toEpochMilli();
    }
}
