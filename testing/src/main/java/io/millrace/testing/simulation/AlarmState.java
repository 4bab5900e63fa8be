package io.millrace.testing.simulation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How one alarm stands: it is shown each minute's value and says when it changes. */
final class AlarmState {
    private final AlarmSpec spec;
    private int breaching;
    private boolean inAlarm;
    private Instant since;
    private @Nullable Incident cause;

    AlarmState(AlarmSpec spec, Instant since) {
        this.spec = spec;
        this.since = since;
    }

    /** Whether the alarm changes state by this minute's value. */
    boolean changesBy(double value) {
        breaching = value > spec.threshold() ? breaching + 1 : 0;
        return inAlarm ? breaching == 0 : breaching >= spec.datapoints();
    }

    /** The change happens; what caused an alarm is also what its OK belongs to. */
    void change(Instant at, @Nullable Incident newCause) {
        inAlarm = !inAlarm;
        since = at;
        if (inAlarm) {
            cause = newCause;
        }
    }

    AlarmSpec spec() {
        return spec;
    }

    boolean isInAlarm() {
        return inAlarm;
    }

    Instant since() {
        return since;
    }

    @Nullable
    Incident cause() {
        return cause;
    }
}
