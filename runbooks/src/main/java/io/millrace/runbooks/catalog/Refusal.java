package io.millrace.runbooks.catalog;

import java.util.Locale;

/** Why no command was planned: a stable code for rows and counters, and a sentence for people. */
public final class Refusal {
    /** The codes; {@link #word()} is what rows carry. */
    public enum Code {
        NO_SUCH_RUNG,
        NO_BRANCH,
        EMPTY_TARGET,
        WILDCARD_TARGET,
        FOREIGN_TARGET,
        MALFORMED_TARGET,
        TOO_MANY_TARGETS,
        BAD_PARAMETER,
        RUNBOOK_OFF;

        /** {@code empty-target}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final int MAX_QUOTED = 80;

    private final Code code;
    private final String reason;

    Refusal(Code code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /** What kind of refusal. */
    public Code code() {
        return code;
    }

    /** What was wrong, with hostile values quoted, escaped and cut. */
    public String reason() {
        return reason;
    }

    /** A value fit for a message: printable ASCII, about 80 characters at most, those that it takes to escape one counted. */
    static String quoted(String value) {
        var text = new StringBuilder("\"");
        int at = 0;
        for (; at < value.length() && text.length() <= MAX_QUOTED; at++) {
            char c = value.charAt(at);
            text.append(c >= ' ' && c <= '~' ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
        return text.append(at < value.length() ? "...\" (" + value.length() + " characters)" : "\"")
                .toString();
    }

    @Override
    public String toString() {
        return code.word() + ": " + reason;
    }
}
