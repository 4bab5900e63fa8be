package io.millrace.operators.parse;

/** Why one line is not a metric point: a stable reason code and a sentence. No stack trace: it is an answer. */
final class RejectedPoint extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    RejectedPoint(String reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
