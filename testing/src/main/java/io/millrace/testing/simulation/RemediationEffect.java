package io.millrace.testing.simulation;

/** What a remediation did to the simulated estate. */
public enum RemediationEffect {
    /** Nothing: wrong target, wrong action, or nothing to remedy. */
    NONE,
    /** It helped for a while; the trouble comes back. */
    EASED,
    /** The metric recovers from here on. */
    FIXED
}
