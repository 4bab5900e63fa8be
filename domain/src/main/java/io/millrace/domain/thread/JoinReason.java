package io.millrace.domain.thread;

/** Why an event is in a thread, strongest evidence first, with the weight that the row carries. */
public enum JoinReason {
    OPENED("opened", 1.0),
    SAME_IDENTITY("same-identity", 1.0),
    NAMED("named", 1.0),
    /** A composite alarm and the alarm that triggered it. */
    PART_OF("part-of", 0.95),
    /** Another opinion on the same metric of the same thing: model, condition and alarm agree. */
    SAME_SERIES("same-series", 0.95),
    SAME_RESOURCE("same-resource", 0.9),
    /** Threads of several accounts or scopes: one public issue of AWS. */
    PUBLIC_ISSUE("public-issue", 0.9),
    /** The catalog says that one service needs the other, and what it needs failed first. */
    DEPENDENCY("dependency", 0.7),
    /** Both speak of one service as a whole. */
    SAME_SERVICE("same-service", 0.5),
    /** A situation says that it led to the others: a change before its symptom. */
    SITUATION("situation", 0.5),
    /** The same metric of several hosts of one service at nearly the same time. */
    SIMILAR("similar", 0.4),
    /** More at once than threads would help with. */
    STORM("storm", 0.3);

    private final String code;
    private final double weight;

    JoinReason(String code, double weight) {
        this.code = code;
        this.weight = weight;
    }

    /** As written in the lake's `thread_events.reason`. */
    public String code() {
        return code;
    }

    /** 0 to 1: how strongly this kind of evidence binds. */
    public double weight() {
        return weight;
    }
}
