package io.millrace.operators.replay;

/** Names of the two logical streams. */
final class Streams {
    static final String METRICS = "metrics";
    static final String EVENTS = "events";

    private Streams() {}
}
