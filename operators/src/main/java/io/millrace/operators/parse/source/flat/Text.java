package io.millrace.operators.parse.source.flat;

import io.millrace.operators.parse.json.Json;
import java.util.List;

/** A text that is made from a document. */
@FunctionalInterface
public interface Text {
    /** Empty when the document lacks what it needs. */
    String of(Json root);

    /** All its texts, where it has several. */
    default List<String> all(Json root) {
        var text = of(root);
        return text.isEmpty() ? List.of() : List.of(text);
    }

    /**
     * A template when braces are in it, else a path and its alternatives.
     *
     * @throws IllegalArgumentException with what is wrong and what would be right
     */
    static Text parse(String text) {
        return text.indexOf('{') >= 0 ? Template.parse(text) : Term.parse(text);
    }

    /** The first of several that is not empty. */
    static Text firstOf(List<Text> texts) {
        if (texts.size() == 1) {
            return texts.get(0);
        }
        var all = List.copyOf(texts);
        return root -> all.stream()
                .map(text -> text.of(root))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }
}
