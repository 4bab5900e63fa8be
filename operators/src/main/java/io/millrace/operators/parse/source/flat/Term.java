package io.millrace.operators.parse.source.flat;

import io.millrace.operators.parse.json.Json;
import io.millrace.runbooks.yaml.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value by one of several paths, the first with text: {@code detail.state|detail.status}; at the end a text of its
 * own may stand, quoted; behind each path the form it is wanted in: {@code detail.resource_id:region|region}.
 */
public final class Term implements Text {
    /** Where a path may begin: EventBridge's envelope, and CloudEvents' beside it. */
    private static final Set<String> ROOTS = Set.of(
            "account",
            "data",
            "detail",
            "detail-type",
            "id",
            "region",
            "resources",
            "source",
            "subject",
            "time",
            "type",
            "version");

    private final List<Choice> choices;
    private final String otherwise;

    private static final class Choice {
        final Path path;
        final @Nullable Form form;

        Choice(Path path, @Nullable Form form) {
            this.path = path;
            this.form = form;
        }

        String of(Json value) {
            var text = value.text();
            return form == null || text.isEmpty() ? text : form.of(text);
        }
    }

    private Term(List<Choice> choices, String otherwise) {
        this.choices = List.copyOf(choices);
        this.otherwise = otherwise;
    }

    /**
     * The term that {@code text} writes.
     *
     * @throws IllegalArgumentException with what is wrong and what would be right
     */
    public static Term parse(String text) {
        var choices = new ArrayList<Choice>();
        var otherwise = "";
        for (String part : text.split("\\|", -1)) {
            if (!otherwise.isEmpty()) {
                throw new IllegalArgumentException("\"" + text + "\": nothing can stand behind '" + otherwise + "'");
            }
            if (part.length() > 2 && part.startsWith("'") && part.indexOf('\'', 1) == part.length() - 1) {
                otherwise = part.substring(1, part.length() - 1);
            } else {
                choices.add(choice(part));
            }
        }
        return new Term(choices, otherwise);
    }

    private static Choice choice(String text) {
        int colon = text.lastIndexOf(':');
        var path = Path.parse(colon < 0 ? text : text.substring(0, colon));
        if (!ROOTS.contains(path.root())) {
            throw new IllegalArgumentException("\"" + text + "\" begins with \"" + path.root()
                    + "\", no part of an envelope; " + Nearest.hint(path.root(), ROOTS));
        }
        return new Choice(path, colon < 0 ? null : form(text.substring(colon + 1)));
    }

    private static Form form(String name) {
        if (!Form.names().contains(name)) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no form of a value; " + Nearest.hint(name, Form.names()));
        }
        return Form.valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** The first text; empty when there is none. */
    @Override
    public String of(Json root) {
        for (Choice choice : choices) {
            var text = choice.path.first(root).map(choice::of).orElse("");
            if (!text.isEmpty()) {
                return text;
            }
        }
        return otherwise;
    }

    /** All texts of the first path that has any, without repeats. */
    @Override
    public List<String> all(Json root) {
        for (Choice choice : choices) {
            var texts = new LinkedHashSet<String>();
            choice.path.each(root, value -> texts.add(choice.of(value)));
            texts.remove("");
            if (!texts.isEmpty()) {
                return new ArrayList<>(texts);
            }
        }
        return otherwise.isEmpty() ? List.of() : List.of(otherwise);
    }
}
