package io.millrace.operators.parse.source.flat;

import io.millrace.runbooks.services.Glob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Words and what they stand for. Case does not count; an exact row wins, then the first with a {@code *} that fits. */
final class Rows<T> {
    /** Words are short; a hostile one costs no more than this. */
    private static final int MAX_WORD = 512;

    private final Map<String, T> exact = new HashMap<>();
    private final Map<Glob, T> wild = new LinkedHashMap<>();

    /** What was found last, as words repeat. Threads may share it: an entry cannot change, and any of them is right. */
    private Map.Entry<String, Optional<T>> last;

    /** In the order written. */
    Rows(Map<String, T> rows) {
        rows.forEach((key, value) -> {
            var word = key.toLowerCase(Locale.ROOT);
            if (Glob.isWild(word)) {
                wild.put(new Glob(word), value);
            } else {
                exact.put(word, value);
            }
        });
        last = Map.entry("", look(""));
    }

    /** Each word that no text ever reaches, with the earlier one that takes all of its texts. */
    static Map<String, String> unreachable(Collection<String> words) {
        var unreachable = new LinkedHashMap<String, String>();
        var earlier = new ArrayList<String>();
        for (String word : words) {
            earlier.stream()
                    .filter(before -> takesAll(before.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .ifPresent(before -> unreachable.put(word, before));
            earlier.add(word);
        }
        return unreachable;
    }

    /** An exact word is found before any with a {@code *}. */
    private static boolean takesAll(String before, String word) {
        return before.equals(word) || (Glob.isWild(before) && Glob.isWild(word) && new Glob(before).matches(word));
    }

    Optional<T> find(String stated) {
        var known = last;
        if (known.getKey().equals(stated)) {
            return known.getValue();
        }
        var found = look(stated);
        if (stated.length() <= MAX_WORD) {
            last = Map.entry(stated, found);
        }
        return found;
    }

    private Optional<T> look(String stated) {
        var word =
                stated.substring(0, Math.min(stated.length(), MAX_WORD)).trim().toLowerCase(Locale.ROOT);
        var known = exact.get(word);
        if (known != null) {
            return Optional.of(known);
        }
        for (var row : wild.entrySet()) {
            if (row.getKey().matches(word)) {
                return Optional.of(row.getValue());
            }
        }
        return Optional.empty();
    }
}
