package io.millrace.domain.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The EventBridge events that Millrace emits. Each has a JSON Schema in {@code contracts/}, which grows by
 * optional fields only; a new type is one line here and one schema.
 */
public enum DetailType {
    THREAD_OPENED("Thread Opened"),
    THREAD_UPDATED("Thread Updated"),
    THREAD_RESOLVED("Thread Resolved"),
    REMEDIATION_REQUESTED("Remediation Requested"),
    REMEDIATION_REFUSED("Remediation Refused"),
    REMEDIATION_VERIFIED("Remediation Verified"),
    /** A person is asked whether a command may run. */
    APPROVAL_REQUESTED("Approval Requested"),
    /** Somebody is to be told now: today, that an urgent thread has nobody looking at it (a page). */
    NOTIFICATION_REQUESTED("Notification Requested"),
    /** A policy asks a person whether an event counts. */
    DECISION_REQUESTED("Decision Requested"),
    ESCALATION_RAISED("Escalation Raised"),
    /** A thread as a ticket, each time with all that it is to say: created where there is none under its key, else updated. */
    TICKET_REQUESTED("Ticket Requested"),
    /** Another thread explains this one. It returns on the events stream, as what Millrace must know of its own doing. */
    THREAD_LINKED("Thread Linked"),
    /** The same kind of incident has come back often enough to be looked into for its own sake. */
    PROBLEM_DETECTED("Problem Detected"),
    /** Something that people should know and need not act on: content, gaps in it, what there is to know about an incident that is over. */
    REPORT_PRODUCED("Report Produced");

    /** EventBridge {@code source} of every event. */
    public static final String SOURCE = "millrace";

    /** {@code schemaVersion} of every detail. */
    public static final String SCHEMA_VERSION = "1";

    private final String text;

    DetailType(String text) {
        this.text = text;
    }

    /** As it stands in {@code detail-type}. */
    public String text() {
        return text;
    }

    /** Class path resource of the detail's JSON Schema. */
    public String schemaResource() {
        return "/contracts/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".schema.json";
    }

    /** The type with this {@code detail-type}; empty for one that is not ours. */
    public static Optional<DetailType> of(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }
}
