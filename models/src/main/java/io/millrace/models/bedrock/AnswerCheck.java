package io.millrace.models.bedrock;

import io.millrace.domain.Sentence;
import io.millrace.models.remote.RemoteModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets through what a model answered only as a whole: the right form, plain text, every sentence citing events of this
 * thread. One sentence that does not refuses the answer. Pure.
 */
final class AnswerCheck {
    static final int LONGEST = 600;

    static final String BAD_FORM = "bad-form";
    static final String UNCITED = "uncited";
    static final String UNSAFE_TEXT = "unsafe-text";

    private static final int MOST_SENTENCES = 12;
    private static final int MOST_CITATIONS = 50;

    /** Links, markup, mentions, templates: nothing that a reader's client would act on. */
    private static final Pattern UNSAFE = Pattern.compile(
            "\\p{Cc}|\\p{Cf}|`|<\\S|://|www\\.|\\$\\{|\\{\\{|]\\(|@(here|channel|everyone)", Pattern.CASE_INSENSITIVE);

    private final Map<String, String> events;

    /** @param events short name to event id: what may be cited */
    AnswerCheck(Map<String, String> events) {
        this.events = events;
    }

    /**
     * The answer with real event ids.
     *
     * @param input of the tool: maps, lists, strings
     * @throws RemoteModelException with why it is refused
     */
    ModelText check(@Nullable Object input) {
        if (!(input instanceof Map)) {
            throw refused(BAD_FORM, "the tool's input is no object");
        }
        var fields = (Map<?, ?>) input;
        List<Sentence> storyline = sentences(fields.get("storyline"), "storyline");
        if (storyline.isEmpty()) {
            throw refused(BAD_FORM, "the storyline is empty");
        }
        return new ModelText(
                storyline,
                sentences(fields.get("hypotheses"), "hypotheses"),
                sentences(fields.get("advice"), "advice"));
    }

    private List<Sentence> sentences(@Nullable Object list, String name) {
        if (list == null) {
            return List.of();
        }
        if (!(list instanceof List) || ((List<?>) list).size() > MOST_SENTENCES) {
            throw refused(BAD_FORM, name + " is no list of at most " + MOST_SENTENCES);
        }
        var sentences = new ArrayList<Sentence>();
        for (Object item : (List<?>) list) {
            if (!(item instanceof Map)) {
                throw refused(BAD_FORM, "a sentence of " + name + " is no object");
            }
            var fields = (Map<?, ?>) item;
            sentences.add(new Sentence(text(fields.get("text")), citations(fields.get("event_ids"))));
        }
        return sentences;
    }

    private static String text(@Nullable Object value) {
        if (!(value instanceof String)) {
            throw refused(BAD_FORM, "a sentence has no text");
        }
        String text = ((String) value).strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            throw refused(
                    BAD_FORM, "a sentence has " + text.length() + " characters, 1 to " + LONGEST + " are allowed");
        }
        if (UNSAFE.matcher(text).find()) {
            throw refused(UNSAFE_TEXT, "a sentence is not plain text");
        }
        return text;
    }

    private List<String> citations(@Nullable Object value) {
        if (!(value instanceof List) || ((List<?>) value).isEmpty() || ((List<?>) value).size() > MOST_CITATIONS) {
            throw refused(UNCITED, "a sentence cites nothing, or too much");
        }
        var cited = new TreeSet<String>();
        for (Object name : (List<?>) value) {
            String event = name instanceof String ? events.get(name) : null;
            if (event == null) {
                throw refused(UNCITED, "a sentence cites what is no event of the thread");
            }
            cited.add(event);
        }
        return new ArrayList<>(cited);
    }

    private static RemoteModelException refused(String code, String why) {
        return new RemoteModelException(code, "The model's answer is refused: " + why);
    }
}
