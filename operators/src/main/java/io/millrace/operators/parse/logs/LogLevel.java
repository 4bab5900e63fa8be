package io.millrace.operators.parse.logs;

import java.util.Locale;
import java.util.Set;

/** What the word that loggers write for a line's level means here: an error, or no error, or it is no level at all. */
enum LogLevel {
    ERROR,
    OTHER,
    NONE;

    private static final int LONGEST = 13;

    /** Of syslog, java.util.logging, Python, Go, .NET and the rest. */
    private static final Set<String> ERRORS =
            Set.of("error", "err", "fatal", "severe", "critical", "crit", "alert", "emergency", "emerg", "panic");

    private static final Set<String> OTHERS = Set.of(
            "trace",
            "debug",
            "verbose",
            "info",
            "information",
            "informational",
            "notice",
            "warn",
            "warning",
            "default",
            "fine",
            "finer",
            "finest",
            "config",
            "log");

    /** Pino and Bunyan count in tens: 50 is an error, 60 fatal. Smaller scales contradict one another. */
    private static final double ERROR_BY_TENS = 50;

    private static final double LEAST_BY_TENS = 10;

    static LogLevel of(String word) {
        if (word.length() < 3 || word.length() > LONGEST) {
            return NONE;
        }
        var lower = word.toLowerCase(Locale.ROOT);
        if (ERRORS.contains(lower)) {
            return ERROR;
        }
        return OTHERS.contains(lower) ? OTHER : NONE;
    }

    static LogLevel of(double number) {
        if (number >= ERROR_BY_TENS) {
            return ERROR;
        }
        return number >= LEAST_BY_TENS ? OTHER : NONE;
    }
}
