package io.millrace.testing.simulation;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one composite alarm stands: in ALARM while at least two of its children are. */
final class CompositeState {
    private static final int ENOUGH = 2;

    private final CompositeSpec spec;
    private final List<AlarmState> children;
    private boolean inAlarm;
    private Instant since;
    private @Nullable Incident cause;

    CompositeState(CompositeSpec spec, List<AlarmState> children, Instant since) {
        this.spec = spec;
        this.children = children;
        this.since = since;
    }

    boolean changes() {
        int alarming = 0;
        for (var child : children) {
            alarming += child.isInAlarm() ? 1 : 0;
        }
        return inAlarm != (alarming >= ENOUGH);
    }

    /** The change happens; its cause is that of the child that alarmed last. */
    void change(Instant at) {
        inAlarm = !inAlarm;
        since = at;
        if (inAlarm) {
            cause = children.stream()
                    .filter(AlarmState::isInAlarm)
                    .max(Comparator.comparing(AlarmState::since))
                    .map(AlarmState::cause)
                    .orElse(null);
        }
    }

    /** The children that are in ALARM; when there is none, the first, which then caused the OK. */
    List<AlarmSpec> triggering() {
        var alarming = children.stream()
                .filter(AlarmState::isInAlarm)
                .map(AlarmState::spec)
                .toList();
        return alarming.isEmpty() ? List.of(children.get(0).spec()) : alarming;
    }

    CompositeSpec spec() {
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
