package io.millrace.operators.eventbridge.payload;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An Adaptive Card as a Teams webhook or workflow takes it. Text runs, because Teams reads Markdown in text blocks and
 * facts but not in these. Limit: 28 KB a message, which Teams counts in UTF-16, hence 14,000 characters with all markup.
 */
final class TeamsMessage {
    static final int MOST = 14_000;

    private static final int HEADLINE = 300;
    private static final int TEXT = 1_000;
    private static final int FACT = 300;
    private static final int FACTS = 12;

    private TeamsMessage() {}

    static ObjectNode of(Notice notice) {
        var message = JsonNodeFactory.instance.objectNode().put("type", "message");
        var attachment = message.putArray("attachments")
                .addObject()
                .put("contentType", "application/vnd.microsoft.card.adaptive");
        var card = attachment
                .putObject("content")
                .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .put("type", "AdaptiveCard")
                .put("version", "1.4");
        var body = card.putArray("body");
        run(line(body), Plain.line(notice.headline(), HEADLINE), true).put("size", "Large");
        run(line(body), Plain.line(notice.text(), TEXT), false);
        notice.facts().entrySet().stream().limit(FACTS).forEach(fact -> {
            var line = line(body);
            run(line, fact.getKey() + ": ", true);
            run(line, Plain.line(fact.getValue(), FACT), false);
        });
        return message;
    }

    private static ArrayNode line(ArrayNode body) {
        return body.addObject().put("type", "RichTextBlock").putArray("inlines");
    }

    private static ObjectNode run(ArrayNode line, String text, boolean bold) {
        var run = line.addObject().put("type", "TextRun").put("text", text);
        return bold ? run.put("weight", "Bolder") : run;
    }
}
