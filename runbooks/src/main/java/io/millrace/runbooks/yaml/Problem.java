package io.millrace.runbooks.yaml;

import java.util.Comparator;

/** One thing wrong with operational content: where it is, what is wrong, and what would be right. */
public final class Problem implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER =
            Comparator.comparing(Problem::file).thenComparingInt(Problem::line).thenComparing(Problem::message);

    private final String file;
    private final int line;
    private final String message;

    /** {@code line} counts from 1; 0 speaks about the whole file. */
    public Problem(String file, int line, String message) {
        this.file = file;
        this.line = line;
        this.message = message;
    }

    /** Path within the bundle, with forward slashes. */
    public String file() {
        return file;
    }

    /** From 1; 0 for the whole file. */
    public int line() {
        return line;
    }

    /** What is wrong and what would be right. */
    public String message() {
        return message;
    }

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Problem && compareTo((Problem) other) == 0;
    }

    @Override
    public int hashCode() {
        return file.hashCode() * 31 + line;
    }

    /** {@code file:line: message}, as editors jump to it. */
    @Override
    public String toString() {
        return line == 0 ? file + ": " + message : file + ":" + line + ": " + message;
    }
}
