package io.millrace.runbooks.documents;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The {@code {{ references }}} that SSM replaces in a document's text before anything runs. */
final class References {
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");

    private References() {}

    static List<String> in(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        return matcher.results().map(found -> found.group(1)).collect(Collectors.toList());
    }

    /** Whether anything may be replaced, well-formed or not. */
    static boolean any(String text) {
        return text.contains("{{");
    }
}
