package io.millrace.testing.simulation;

import java.util.Locale;

/** Kinds of planted incidents. */
public enum IncidentKind {
    CPU_RUNAWAY,
    MEMORY_LEAK,
    DISK_FILLING,
    /** An anomalous latency and an alarm on one load balancer within 15 minutes, in either order. */
    ANOMALY_AND_ALARM,
    FLAPPING_ALARM,
    SECURITY_FINDING,
    HEALTH_ISSUE,
    COST_ANOMALY,
    /** Errors and slow answers a few minutes after a change of what serves them. */
    CHANGE_THEN_SYMPTOM,
    /** What a service needs fails first, the service itself minutes later. */
    CASCADE,
    /** A configuration note, unstable tunnels, disconnected users: in two scopes. */
    VPN_CHANGE,
    /** Very many alarms of one scope within a minute. */
    ALARM_STORM,
    /** Trouble in the sandbox: looks like an incident and is noise. */
    SANDBOX_TROUBLE;

    /** As the truth file spells it: {@code cpu-runaway}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
