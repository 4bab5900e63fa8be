package io.millrace.operators.parse.logs;

/**
 * Which log lines count as errors: what their author says of them, by a level of ERROR or worse, and where nothing is
 * said what runtimes report (see {@link StructuredLine} and {@link PlainLine}). Pure, total, and linear in the line.
 */
public final class ErrorLines {
    private ErrorLines() {}

    /** @param line the message of one log event, text or a JSON object */
    public static boolean isError(String line) {
        return isError(line, true);
    }

    /**
     * Whether a line is an error whose level has been extracted already, as a subscription filter may.
     *
     * @param level the extracted field; what is no level leaves the decision to the line
     */
    public static boolean isError(String level, String line) {
        var stated = LogLevel.of(level.trim());
        return stated == LogLevel.NONE ? isError(line) : stated == LogLevel.ERROR;
    }

    /** @param mayWrap whether a JSON object may stand for the line that it wraps: once */
    static boolean isError(String line, boolean mayWrap) {
        int from = 0;
        while (from < line.length() && Character.isWhitespace(line.charAt(from))) {
            from++;
        }
        boolean isObject = from < line.length() && line.charAt(from) == '{';
        return isObject
                ? StructuredLine.isError(line, mayWrap).orElseGet(() -> PlainLine.isError(line))
                : PlainLine.isError(line);
    }
}
