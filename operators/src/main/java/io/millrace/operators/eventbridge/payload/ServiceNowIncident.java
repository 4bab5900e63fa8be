package io.millrace.operators.eventbridge.payload;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A row of ServiceNow's table {@code incident}, found again by {@code correlation_id}. Lengths are those of the table's
 * columns as shipped: short_description 160, description 4,000, correlation_id 100. Priority follows from urgency and impact
 * by ServiceNow's own table.
 */
final class ServiceNowIncident {
    static final int SHORT_DESCRIPTION = 160;
    static final int DESCRIPTION = 4_000;

    private static final int[] URGENCY = {1, 1, 2, 2, 3};
    private static final int[] IMPACT = {1, 2, 2, 3, 3};

    private ServiceNowIncident() {}

    static ObjectNode of(Ticket ticket) {
        var incident = JsonNodeFactory.instance
                .objectNode()
                .put("correlation_id", ticket.key())
                .put("correlation_display", "Millrace")
                .put("short_description", Plain.line(ticket.title(), SHORT_DESCRIPTION))
                .put("description", Plain.lines(ticket.paragraphs(), DESCRIPTION))
                .put("urgency", String.valueOf(URGENCY[ticket.priority() - 1]))
                .put("impact", String.valueOf(IMPACT[ticket.priority() - 1]))
                .put("category", "cloud")
                .put("subcategory", Plain.line(ticket.service(), 40))
                .put("state", ticket.isClosed() ? "7" : ticket.isOver() ? "6" : "2");
        if (ticket.isOver()) {
            incident.put("close_code", "Resolved by caller")
                    .put("close_notes", "Millrace: what it waited for is over.");
        }
        return incident;
    }
}
