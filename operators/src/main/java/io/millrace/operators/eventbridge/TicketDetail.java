package io.millrace.operators.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.Explanation;
import io.millrace.domain.ThreadChange;
import io.millrace.operators.eventbridge.payload.Ticket;
import io.millrace.operators.eventbridge.payload.TicketPayloads;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A thread as a ticket, in fields for those who keep tickets elsewhere and as payloads for the systems that are known. */
final class TicketDetail {
    private TicketDetail() {}

    static void write(ThreadChange change, @Nullable Explanation explanation, Instant at, ObjectNode detail) {
        var ticket = new Ticket(change, explanation);
        detail.put("threadId", change.getThreadId());
        detail.put("key", ticket.key());
        detail.put("version", change.getVersion());
        detail.put("lastUpdated", at.toString());
        detail.put("status", change.getStatus().name());
        detail.put("title", ticket.title());
        Details.strings(ticket.description(), detail.putArray("description"));
        Details.strings(ticket.recommendedActions(), detail.putArray("recommendedActions"));
        Details.strings(List.copyOf(ticket.accounts()), detail.putArray("accounts"));
        Details.strings(ThreadDetail.first(change.getResources()), detail.putArray("resources"));
        detail.put("severity", change.getSeverity());
        detail.put("priority", change.getPriority());
        detail.put("service", change.getService());
        detail.put("owner", change.getOwner());
        Details.strings(change.getCopies(), detail.putArray("copies"));
        if (!change.getTenant().isEmpty()) {
            detail.put("tenant", change.getTenant());
        }
        detail.put("scope", change.getScope());
        detail.put("openedAt", change.getOpenedAt().toString());
        if (change.getResolvedAt() != null) {
            detail.put("resolvedAt", change.getResolvedAt().toString());
        }
        detail.set("payloads", TicketPayloads.of(ticket));
    }
}
