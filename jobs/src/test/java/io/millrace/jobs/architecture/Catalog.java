package io.millrace.jobs.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One kind of thing that is added by one file, its test, one line in a catalog and one row in a README's table. A row's
 * first cell is the name in backticks.
 */
final class Catalog {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\[?`([^`|]+)`");

    private final Set<String> exist = new TreeSet<>();
    private final Set<String> listed = new TreeSet<>();
    private final Set<String> tested = new TreeSet<>();
    private final Set<String> rows = new TreeSet<>();

    /** A thing that exists, by its name in the README; with a file of its own it also needs a test. */
    Catalog exists(String name, boolean hasTest) {
        exist.add(name);
        if (hasTest) {
            tested.add(name);
        }
        return this;
    }

    Catalog listed(String name) {
        listed.add(name);
        return this;
    }

    Catalog readme(Path readme) throws IOException {
        return readme(Files.exists(readme) ? Files.readString(readme) : "");
    }

    Catalog readme(String text) {
        var matcher = ROW.matcher(text);
        while (matcher.find()) {
            rows.add(matcher.group(1));
        }
        return this;
    }

    /** Everything that is missing, and catalog lines and rows of things that are gone; sorted. */
    List<String> problems() {
        var problems = new ArrayList<String>();
        for (String name : exist) {
            addUnless(listed.contains(name), name + " is not in the catalog", problems);
            addUnless(tested.contains(name), name + " has no test", problems);
            addUnless(rows.contains(name), name + " has no row in the README", problems);
        }
        for (String name : listed) {
            addUnless(exist.contains(name), name + " is in the catalog and does not exist", problems);
        }
        for (String name : rows) {
            addUnless(exist.contains(name), name + " has a row in the README and does not exist", problems);
        }
        return problems;
    }

    private static void addUnless(boolean fine, String problem, List<String> problems) {
        if (!fine) {
            problems.add(problem);
        }
    }
}
