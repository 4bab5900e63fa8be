package io.millrace.domain.time;

import io.millrace.domain.OpsEvent;
import java.time.Instant;

/** Where events lie in time, for whoever measures the distance between them. */
public final class EventTimes {
    private EventTimes() {}

    /** When it happened; a marked future event lies where it arrived, so that it stretches and outlasts nothing. */
    public static Instant of(OpsEvent event) {
        return event.getFuture() ? event.getArrivedAt() : event.getEventTime();
    }
}
