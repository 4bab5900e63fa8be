package io.millrace.local.http;

import java.time.Duration;
import java.util.Optional;

/** What a planned fault does to one call. */
public final class Fault {
    /** Which part of the call goes wrong. */
    enum Kind {
        ERROR,
        SLOW,
        CONNECTION_LOST,
        ANSWER_LOST
    }

    private final Kind kind;
    private final Optional<WireException> error;
    private final Duration latency;

    private Fault(Kind kind, Optional<WireException> error, Duration latency) {
        this.kind = kind;
        this.error = error;
        this.latency = latency;
    }

    /** The call does nothing and is answered with this error. */
    public static Fault error(int status, String type, String message) {
        return new Fault(Kind.ERROR, Optional.of(new WireException(status, type, message)), Duration.ZERO);
    }

    /** The call succeeds, late. */
    public static Fault slow(Duration latency) {
        return new Fault(Kind.SLOW, Optional.empty(), latency);
    }

    /** The connection breaks before anything was done. */
    public static Fault connectionLost() {
        return new Fault(Kind.CONNECTION_LOST, Optional.empty(), Duration.ZERO);
    }

    /** The call is carried out, then the connection breaks: the client's retry makes a duplicate. */
    public static Fault answerLost() {
        return new Fault(Kind.ANSWER_LOST, Optional.empty(), Duration.ZERO);
    }

    /** No answer as long as anybody waits. */
    public static Fault hang() {
        return connectionLost().after(Duration.ofHours(1));
    }

    /** The same fault, after a wait. */
    public Fault after(Duration wait) {
        return new Fault(kind, error, wait);
    }

    Kind kind() {
        return kind;
    }

    Optional<WireException> error() {
        return error;
    }

    Duration latency() {
        return latency;
    }
}
