package io.millrace.local.sql;

/** A lake that cannot be read or a statement that cannot be run: says what, where, and what would be right. */
public final class LakeSqlException extends Exception {
    private static final long serialVersionUID = 1L;

    LakeSqlException(String message) {
        super(message);
    }

    LakeSqlException(String message, Throwable cause) {
        super(message, cause);
    }
}
