package io.millrace.operators.parse.source.flat;

import io.millrace.operators.parse.json.Json;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a word of a source means. Several texts make one word, with {@code /} between them; one that is missing leaves
 * nothing between its slashes.
 */
public final class Table<T> {
    private final List<Text> of;
    private final Rows<T> rows;

    /** Rows in the order written; an exact one wins, then the first with a {@code *} that fits. */
    public Table(List<Text> of, Map<String, T> rows) {
        this.of = List.copyOf(of);
        this.rows = new Rows<>(rows);
    }

    /** Each word of a table that nothing ever reaches, with the earlier one that takes all of its texts. */
    public static Map<String, String> unreachable(Collection<String> words) {
        return Rows.unreachable(words);
    }

    /** The row for what the document says; empty when there is none. */
    public Optional<T> find(Json root) {
        return rows.find(word(of, root));
    }

    /** The word that several texts make. */
    public static String word(List<Text> of, Json root) {
        return of.stream().map(text -> text.of(root).trim()).collect(Collectors.joining("/"));
    }
}
