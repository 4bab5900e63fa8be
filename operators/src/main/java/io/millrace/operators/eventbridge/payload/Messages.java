package io.millrace.operators.eventbridge.payload;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One notice for each place where people read: a rule's target needs to pass on its part, and nothing else. */
public final class Messages {
    private Messages() {}

    /** By place: {@code slack}, {@code teams}, {@code email}, {@code sns}. */
    public static ObjectNode of(Notice notice) {
        var messages = JsonNodeFactory.instance.objectNode();
        messages.set("slack", SlackMessage.of(notice));
        messages.set("teams", TeamsMessage.of(notice));
        messages.set("email", MailMessage.of(notice));
        messages.set("sns", SnsMessage.of(notice));
        return messages;
    }
}
