package io.millrace.runbooks.documents;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What no value of a command looks like: a pattern that lets one of these through is no pattern. */
public final class HostileTexts {
    private static final List<String> SAMPLES = List.of(
            "; reboot",
            "$(reboot)",
            "`reboot`",
            "a|b",
            "a&b",
            "a>b",
            "{{ x }}",
            "${x}",
            "a\nb",
            "*",
            "'a'",
            "\"a\"",
            "\\");

    private HostileTexts() {}

    /** The first that a pattern lets through whole. */
    public static Optional<String> passing(Pattern pattern) {
        return SAMPLES.stream()
                .filter(hostile -> pattern.matcher(hostile).matches())
                .findFirst();
    }
}
