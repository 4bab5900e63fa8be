package io.millrace.operators.parse.otel;

/** Bytes that are not a protobuf message: what is wrong, and at which byte. No stack trace: it is an answer. */
public final class BrokenMessage extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenMessage(String message, int at) {
        super(message + " (byte " + at + ")", null, false, false);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
