package io.millrace.domain.thread;

/** Why an event is in a thread, strongest evidence first, with the weight that the row carries. */
public enum JoinReason {
    OPENED("opened", 1.0),
    SAME_IDENTITY("same-identity", 1.0),
    NAMED("named", 1.0),
    SAME_RESOURCE("same-resource", 0.9),
    SAME_SERVICE("same-service", 0.5),
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
