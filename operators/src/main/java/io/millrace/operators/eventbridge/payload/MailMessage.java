package io.millrace.operators.eventbridge.payload;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A mail in plain text. The subject has no line break, by which a header could be added to a mail, and fits the line of 998
 * characters that RFC 5322 allows, of which most programs show a fraction.
 */
final class MailMessage {
    static final int SUBJECT = 200;

    private static final int LINE = 2_000;

    private MailMessage() {}

    static ObjectNode of(Notice notice) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("subject", Plain.line(notice.headline(), SUBJECT))
                .put("text", text(notice));
    }

    /** Headline, text and facts, a line each. */
    static String text(Notice notice) {
        var text = new StringBuilder(Plain.line(notice.headline(), LINE))
                .append("\n\n")
                .append(Plain.line(notice.text(), LINE))
                .append('\n');
        notice.facts()
                .forEach((name, value) ->
                        text.append('\n').append(name).append(": ").append(Plain.line(value, LINE)));
        return text.append('\n').toString();
    }
}
