package io.millrace.operators.stage;

import io.millrace.domain.time.Slots;
import java.time.Duration;
import org.apache.flink.streaming.api.TimerService;

/**
 * When a keyed state that nothing touched for a while (arrival time) is forgotten. A key has one timer for it: touching
 * the state does not move the timer, which finds out when it fires, and is then set anew.
 */
public final class Retention {
    /** Answer of {@link #after}: the state is to be cleared. */
    public static final long OVER = -1;

    private final Duration retention;

    /** @param retention how long a state is kept that nothing touches */
    public Retention(Duration retention) {
        this.retention = retention;
    }

    /**
     * When the state's timer fires, in epoch milliseconds: as known, or that of the first timer, which is registered here.
     *
     * @param forgetAt as kept in the state; 0 while there is no timer
     */
    public long scheduled(long forgetAt, long touchedAt, TimerService timers) {
        if (forgetAt != 0) {
            return forgetAt;
        }
        long due = due(touchedAt);
        timers.registerEventTimeTimer(due);
        return due;
    }

    /** What to keep as {@code forgetAt} after a timer: as known, a later one that is registered here, or {@link #OVER}. */
    public long after(long timer, long forgetAt, long touchedAt, TimerService timers) {
        if (forgetAt > timer) {
            return forgetAt;
        }
        long due = due(touchedAt);
        if (due <= timer) {
            return OVER;
        }
        timers.registerEventTimeTimer(due);
        return due;
    }

    private long due(long touchedAt) {
        return Slots.endOf(touchedAt + retention.toMillis());
    }
}
