package io.millrace.runbooks.documents;

import io.millrace.runbooks.documents.DocumentParameter.Type;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether all that may come fits what is taken, where that can be decided: the same pattern, or values that are all known. Two
 * different patterns are refused, for nobody can see whether one lies within the other.
 */
final class Fit {
    private Fit() {}

    /** Why what one parameter lets through may not fit the other; empty when it fits. */
    static String unfit(DocumentParameter from, DocumentParameter to) {
        if (from.type() != to.type() && to.type() != Type.STRING) {
            return "it is of type " + from.type().word() + ", and " + to.type().word() + " is wanted";
        }
        if (!from.allowedValues().isEmpty()) {
            return from.allowedValues().stream()
                    .map(value -> to.wrong(List.of(value)))
                    .filter(wrong -> !wrong.isEmpty())
                    .findFirst()
                    .orElse("");
        }
        return pattern(from.allowedPattern().map(Pattern::pattern), to);
    }

    /** The same for a pattern. */
    static String pattern(Optional<String> from, DocumentParameter to) {
        if (!to.allowedValues().isEmpty()) {
            return "any text may come, and only these are allowed: "
                    + to.allowedValues().stream().collect(Collectors.joining(", "));
        }
        var wanted = to.allowedPattern().map(Pattern::pattern).map(Fit::bare);
        if (wanted.isEmpty() || from.map(Fit::bare).equals(wanted)) {
            return "";
        }
        return "its pattern is " + from.orElse("missing") + ", and the document's is "
                + to.allowedPattern().map(Pattern::pattern).orElse("") + "; write the same";
    }

    /** A pattern without its anchors. */
    private static String bare(String pattern) {
        String text = pattern.startsWith("^") ? pattern.substring(1) : pattern;
        return text.endsWith("$") && !text.endsWith("\\$") ? text.substring(0, text.length() - 1) : text;
    }
}
