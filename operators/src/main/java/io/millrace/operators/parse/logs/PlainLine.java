package io.millrace.operators.parse.logs;

import java.util.Set;

/**
 * A log line that is text. Its level decides, where one stands among its first words or behind {@code level=}; without
 * one it is an error if it reports what runtimes report: an exception, a traceback, a Lambda that timed out or failed.
 * Each rule walks once over a bounded part of the line.
 */
final class PlainLine {
    private static final int LONGEST = 4096;
    /** Timestamp, host, process, request id and thread stand before a level; a word far behind is prose. */
    private static final int LEVEL_WITHIN_WORDS = 16;

    private static final int LEVEL_WITHIN = 512;
    private static final Set<String> LEVEL_KEYS = Set.of("level", "lvl", "severity", "levelname", "loglevel");
    /** A word in capitals is a level; in other letters only these, as the rest are words of prose. */
    private static final Set<String> IN_ANY_LETTERS = Set.of(
            "trace", "debug", "info", "notice", "warn", "warning", "error", "fatal", "critical", "panic", "crit");

    private static final String SEPARATORS = " \t\r\n[](){}<>|,;:=\"'";

    private PlainLine() {}

    static boolean isError(String line) {
        var text = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
        int from = firstWord(text);
        if (isContinuation(text, from)) {
            return false;
        }
        if (text.startsWith("REPORT RequestId:", from) || text.startsWith("INIT_REPORT ", from)) {
            return failedReport(text);
        }
        switch (level(text)) {
            case ERROR:
                return true;
            case OTHER:
                return false;
            default:
                return text.contains("Task timed out after ")
                        || text.contains("Traceback (most recent call last)")
                        || namesAnException(text);
        }
    }

    private static int firstWord(String text) {
        int from = 0;
        while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        return from;
    }

    /** A line of a stack trace belongs to the error above it. */
    private static boolean isContinuation(String text, int from) {
        return (from > 0 && (text.startsWith("at ", from) || text.startsWith("... ", from)))
                || text.startsWith("Caused by: ", from)
                || text.startsWith("Suppressed: ", from);
    }

    /** Lambda's last line of an invocation. */
    private static boolean failedReport(String text) {
        return text.contains("Status: error") || text.contains("Status: timeout") || text.contains("Status: failure");
    }

    private static LogLevel level(String text) {
        int limit = Math.min(text.length(), LEVEL_WITHIN);
        boolean isValue = false;
        int words = 0;
        int at = 0;
        while (at < limit) {
            if (SEPARATORS.indexOf(text.charAt(at)) >= 0) {
                at++;
                continue;
            }
            int end = at;
            while (end < limit && SEPARATORS.indexOf(text.charAt(end)) < 0) {
                end++;
            }
            var word = text.substring(at, end);
            var level = LogLevel.of(word);
            boolean stands = isValue || (words < LEVEL_WITHIN_WORDS && standsForALevel(text, at, end, word));
            if (level != LogLevel.NONE && stands) {
                return level;
            }
            if (words == 0 && isKlog(word)) {
                return word.charAt(0) == 'E' || word.charAt(0) == 'F' ? LogLevel.ERROR : LogLevel.OTHER;
            }
            isValue = next(text, end) == '=' && LEVEL_KEYS.contains(lower(word));
            words++;
            at = end;
        }
        return LogLevel.NONE;
    }

    private static boolean standsForALevel(String text, int at, int end, String word) {
        if (isUpper(word)) {
            return true;
        }
        char next = next(text, end);
        boolean isMarked = next == ':'
                || ((next == ']' || next == '>' || next == ')') && at > 0 && "[<(".indexOf(text.charAt(at - 1)) >= 0);
        return isMarked && IN_ANY_LETTERS.contains(lower(word));
    }

    /** Kubernetes' own format: the level's letter, then month and day, as in E0805. */
    private static boolean isKlog(String word) {
        return word.length() == 5
                && "IWEF".indexOf(word.charAt(0)) >= 0
                && word.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isUpper(String word) {
        return word.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    }

    private static String lower(String word) {
        return word.length() > 16 ? "" : word.toLowerCase(java.util.Locale.ROOT);
    }

    private static char next(String text, int at) {
        return at < text.length() ? text.charAt(at) : ' ';
    }

    /** {@code java.io.IOException}, {@code TypeError: …}: a type's name, not the word in prose. */
    private static boolean namesAnException(String text) {
        int at = 0;
        while (at < text.length()) {
            if (!isOfName(text.charAt(at))) {
                at++;
                continue;
            }
            int end = at;
            int segment = at;
            while (end < text.length() && isOfName(text.charAt(end))) {
                if (text.charAt(end) == '.' || text.charAt(end) == '$') {
                    segment = end + 1;
                }
                end++;
            }
            if (isException(text, segment, end)) {
                return true;
            }
            at = end;
        }
        return false;
    }

    private static boolean isException(String text, int from, int end) {
        int length = end - from;
        if (length < 5 || !Character.isUpperCase(text.charAt(from))) {
            return false;
        }
        if (length >= 9 && text.startsWith("Exception", end - 9)) {
            return true;
        }
        return length > 5
                && text.startsWith("Error", end - 5)
                && (end == text.length() || ":(\n\r".indexOf(text.charAt(end)) >= 0);
    }

    private static boolean isOfName(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '.'
                || c == '$';
    }
}
