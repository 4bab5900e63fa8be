package io.millrace.operators.eventbridge.payload;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Block Kit, as chat.postMessage and incoming webhooks take it: a header, a section and the facts. Whatever comes from
 * outside is {@code plain_text}, in which Slack finds no links and no mentions. Limits: 50 blocks, a header of 150
 * characters, a section of 3,000, ten fields of 2,000 (Block Kit reference).
 */
final class SlackMessage {
    static final int HEADER = 150;
    static final int SECTION = 3_000;
    static final int FIELDS = 10;
    static final int FIELD = 2_000;
    static final int BLOCKS = 50;

    private SlackMessage() {}

    static ObjectNode of(Notice notice) {
        var message = JsonNodeFactory.instance.objectNode();
        // what a notification shows: the one text that Slack reads as mrkdwn, whatever it holds
        message.put("text", escaped(Plain.line(notice.headline(), HEADER)));
        var blocks = message.putArray("blocks");
        blocks.addObject().put("type", "header").set("text", plain(notice.headline(), HEADER));
        blocks.addObject().put("type", "section").set("text", plain(notice.text(), SECTION));
        List<Map.Entry<String, String>> facts = new ArrayList<>(notice.facts().entrySet());
        for (int from = 0; from < facts.size() && blocks.size() < BLOCKS; from += FIELDS) {
            var fields = blocks.addObject().put("type", "section").putArray("fields");
            facts.subList(from, Math.min(from + FIELDS, facts.size()))
                    .forEach(fact -> fields.add(plain(fact.getKey() + ": " + fact.getValue(), FIELD)));
        }
        return message;
    }

    private static ObjectNode plain(String text, int most) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "plain_text")
                .put("text", Plain.line(text, most))
                .put("emoji", false);
    }

    /** The three characters by which mrkdwn begins links, mentions and entities. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
