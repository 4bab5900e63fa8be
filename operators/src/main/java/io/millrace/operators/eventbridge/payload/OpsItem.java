package io.millrace.operators.eventbridge.payload;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.EventKind;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Parameters of CreateOpsItem and, with {@code Status}, of UpdateOpsItem. Not created twice while one is open, by
 * {@code /aws/dedup}. Limits: a title of 1,024 characters, a description of 2,048, a source of 128 that does not name aws
 * or amazon.
 */
final class OpsItem {
    static final int TITLE = 1_024;
    static final int DESCRIPTION = 2_048;

    private static final int RESOURCES = 10;

    /** Characters of an ARN at most (IAM). */
    private static final int ARN = 2_048;

    private OpsItem() {}

    static ObjectNode of(Ticket ticket) {
        var item = JsonNodeFactory.instance
                .objectNode()
                .put("Title", Plain.line(ticket.title(), TITLE))
                .put("Description", Plain.lines(ticket.paragraphs(), DESCRIPTION))
                .put("Source", "Millrace")
                .put("Severity", String.valueOf(Math.min(4, 6 - ticket.severity())))
                .put("Priority", ticket.priority())
                .put("Category", category(ticket))
                .put("Status", ticket.isOver() ? "Resolved" : "Open");
        var data = item.putObject("OperationalData");
        searchable(data, "/aws/dedup", "dedupString", List.of(ticket.key()), false);
        List<String> resources = ticket.resources().stream()
                .filter(OpsItem::isArn)
                .limit(RESOURCES)
                .collect(Collectors.toList());
        if (!resources.isEmpty()) {
            searchable(data, "/aws/resources", "arn", resources, true);
        }
        return item;
    }

    /** What hides a character is no ARN, and neither is what is longer than IAM allows. */
    private static boolean isArn(String resource) {
        return resource.startsWith("arn:") && Plain.line(resource, ARN).equals(resource);
    }

    /** Operational data are JSON in a string. */
    private static void searchable(ObjectNode data, String name, String field, List<String> values, boolean list) {
        var array = JsonNodeFactory.instance.arrayNode();
        values.forEach(value -> array.addObject().put(field, value));
        data.putObject(name)
                .put("Value", (list ? array : array.get(0)).toString())
                .put("Type", "SearchableString");
    }

    private static String category(Ticket ticket) {
        if (ticket.isAbout(EventKind.SECURITY)) {
            return "Security";
        }
        return ticket.isAbout(EventKind.COST) ? "Cost" : "Availability";
    }
}
