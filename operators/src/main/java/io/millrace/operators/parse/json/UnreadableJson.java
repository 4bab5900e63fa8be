package io.millrace.operators.parse.json;

/** Why bytes could not be read as one JSON document: a stable reason code and a sentence. No stack trace: it is an answer. */
public final class UnreadableJson extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public UnreadableJson(String reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** {@code not-json}, {@code not-utf-8}, {@code trailing-data}, {@code too-deep}, {@code too-large} or {@code too-many-tokens}. */
    public String reason() {
        return reason;
    }
}
