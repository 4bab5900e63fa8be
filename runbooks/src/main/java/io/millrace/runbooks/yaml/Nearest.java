package io.millrace.runbooks.yaml;

import java.util.Collection;
import java.util.TreeSet;

/** Finds the word somebody probably meant, by edit distance. */
public final class Nearest {
    private Nearest() {}

    /** {@code did you mean "x"? known: a, b, x}: the hint for a word outside a closed set. */
    public static String hint(String word, Collection<String> known) {
        var sorted = new TreeSet<>(known);
        String best = "";
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : sorted) {
            int distance = distance(word, candidate);
            int tolerable = Math.max(2, Math.max(word.length(), candidate.length()) / 2 - 1);
            if (distance <= tolerable && distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        String list = sorted.isEmpty() ? "known: none" : "known: " + String.join(", ", sorted);
        return best.isEmpty() ? list : "did you mean \"" + best + "\"? " + list;
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1)) ? 0 : 1;
                current[j] = Math.min(previous[j - 1] + same, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
