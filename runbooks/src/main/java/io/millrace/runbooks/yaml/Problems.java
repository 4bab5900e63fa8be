package io.millrace.runbooks.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Collects problems while a bundle is read, so that all of them are told at once. Not thread-safe. */
public final class Problems {
    private final TreeSet<Problem> found = new TreeSet<>();

    /** Notes one problem; {@code line} 0 speaks about the whole file. */
    public void add(String file, int line, String message) {
        found.add(new Problem(file, line, message));
    }

    /** Whether nothing was noted. */
    public boolean none() {
        return found.isEmpty();
    }

    /** By file, line and text. */
    public List<Problem> all() {
        return new ArrayList<>(found);
    }
}
