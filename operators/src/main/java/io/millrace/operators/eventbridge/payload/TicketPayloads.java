package io.millrace.operators.eventbridge.payload;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One ticket for each system that keeps tickets: a rule's target needs to pass on its part, and nothing else. */
public final class TicketPayloads {
    private TicketPayloads() {}

    /** By system: {@code serviceNow}, {@code jira}, {@code opsCenter}. */
    public static ObjectNode of(Ticket ticket) {
        var payloads = JsonNodeFactory.instance.objectNode();
        payloads.set("serviceNow", ServiceNowIncident.of(ticket));
        payloads.set("jira", JiraIssue.of(ticket));
        payloads.set("opsCenter", OpsItem.of(ticket));
        return payloads;
    }
}
