package io.millrace.runbooks.policies;

import io.millrace.domain.DecisionAction;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a policy may do with an event, by the word for it in YAML. */
final class PolicyActions {
    private static final TreeMap<String, DecisionAction> BY_WORD = new TreeMap<>(Map.of(
            "accept", DecisionAction.ACCEPTED,
            "discharge", DecisionAction.DISCHARGED,
            "suppress", DecisionAction.SUPPRESSED));

    private PolicyActions() {}

    static SortedSet<String> words() {
        return new TreeSet<>(BY_WORD.keySet());
    }

    /** ACCEPTED for a word that was already told to be wrong. */
    static DecisionAction of(String word) {
        return BY_WORD.getOrDefault(word, DecisionAction.ACCEPTED);
    }

    static String word(DecisionAction action) {
        return BY_WORD.entrySet().stream()
                .filter(entry -> entry.getValue() == action)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No policy says " + action));
    }
}
