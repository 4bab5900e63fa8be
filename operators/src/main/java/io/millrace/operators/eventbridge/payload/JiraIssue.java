package io.millrace.operators.eventbridge.payload;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A Jira issue as REST API 3 takes it, but for the project and the issue's type, which only the one who creates it knows.
 * Found again by its label {@code millrace-<thread>}. The description is an Atlassian document of plain paragraphs, in which
 * no markup is read. Limits: a summary of one line and 255 characters, a description of 32,767, a label of 255 without spaces.
 */
final class JiraIssue {
    static final int SUMMARY = 255;
    static final int DESCRIPTION = 32_767;

    private static final int PARAGRAPH = 700;
    private static final String[] PRIORITIES = {"Highest", "High", "Medium", "Low", "Lowest"};

    private JiraIssue() {}

    static ObjectNode of(Ticket ticket) {
        var issue = JsonNodeFactory.instance.objectNode();
        var fields = issue.putObject("fields").put("summary", Plain.line(ticket.title(), SUMMARY));
        var description = fields.putObject("description").put("type", "doc").put("version", 1);
        var content = description.putArray("content");
        for (String paragraph : Plain.first(ticket.paragraphs(), PARAGRAPH, DESCRIPTION)) {
            content.addObject()
                    .put("type", "paragraph")
                    .putArray("content")
                    .addObject()
                    .put("type", "text")
                    .put("text", paragraph);
        }
        fields.putObject("priority").put("name", PRIORITIES[ticket.priority() - 1]);
        fields.putArray("labels").add("millrace").add("millrace-" + ticket.key());
        var known = issue.putArray("properties").addObject().put("key", "millrace");
        known.putObject("value").put("threadId", ticket.key()).put("version", ticket.version());
        return issue;
    }
}
