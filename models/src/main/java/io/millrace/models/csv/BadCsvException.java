package io.millrace.models.csv;

/** An input that cannot be scored; the message says which file and line, what is wrong, and what would be right. */
public final class BadCsvException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BadCsvException(String file, long line, String problem, String wanted) {
        super(file + ":" + line + ": " + problem + "; it must be " + wanted);
    }

    BadCsvException(String message) {
        super(message);
    }
}
