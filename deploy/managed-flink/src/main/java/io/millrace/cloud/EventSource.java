package io.millrace.cloud;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One source of events and the pattern of its rule.
 *
 * @param name of the rule, without the prefix
 * @param pattern as EventBridge takes it
 * @param aws whether a service of AWS sends it, so that it appears on the default bus of its account
 */
record EventSource(String name, Map<String, Object> pattern, boolean aws) {

    /** {@code guard-duty} is {@code GuardDuty} among the stack's constructs. */
    String constructName() {
        return Arrays.stream(name.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }
}
