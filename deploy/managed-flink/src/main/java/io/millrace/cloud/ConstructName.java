package io.millrace.cloud;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a thing is called among the stack's constructs: {@code guard-duty} and {@code guard_duty} are {@code GuardDuty}. */
final class ConstructName {
    private ConstructName() {}

    static String of(String name) {
        return Arrays.stream(name.split("[-_]"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }
}
