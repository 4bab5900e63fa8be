package io.millrace.operators.eventbridge.payload;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What SNS Publish takes: a subject of at most 100 ASCII characters without control characters that begins with a letter,
 * a digit or punctuation, and a message of at most 256 KiB (Publish, API reference).
 */
final class SnsMessage {
    static final int SUBJECT = 100;

    private SnsMessage() {}

    static ObjectNode of(Notice notice) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("Subject", subject(notice.headline()))
                .put("Message", MailMessage.text(notice));
    }

    private static String subject(String headline) {
        String line =
                Plain.line(headline, 4 * SUBJECT).replaceAll("[^ -~]+", "?").strip();
        return line.substring(0, Math.min(SUBJECT, line.length())).strip();
    }
}
