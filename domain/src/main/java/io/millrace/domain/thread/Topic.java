package io.millrace.domain.thread;

import io.millrace.domain.EventKind;

/**
 * What an event is about. Sharing a resource proves nothing between topics: an instance that is probed by strangers and
 * runs out of disk has two troubles, and two teams see to them.
 */
enum Topic {
    OPERATIONS,
    SECURITY,
    /** What a rule or a control says of how a thing is set up. */
    POSTURE,
    COST,
    LIFECYCLE,
    /** Whatever follows a change may follow from it. */
    CHANGE;

    private static final String ACCESS = "anomaly:access:";

    static Topic of(EventKind kind, String identity) {
        switch (kind) {
            case SECURITY:
                return SECURITY;
            case COMPLIANCE:
                return POSTURE;
            case COST:
                return COST;
            case LIFECYCLE:
                return LIFECYCLE;
            case CHANGE:
                return CHANGE;
            default:
                return identity.startsWith(ACCESS) ? SECURITY : OPERATIONS;
        }
    }

    boolean meets(Topic other) {
        return this == other || this == CHANGE || other == CHANGE;
    }
}
