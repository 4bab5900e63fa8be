package io.millrace.operators.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.Page;
import io.millrace.operators.eventbridge.payload.Messages;

/** Whom to wake, for what, in fields and ready for the places where people read it. */
final class PageDetail {
    private PageDetail() {}

    static void write(Page page, ObjectNode detail) {
        detail.put("threadId", page.getThreadId());
        detail.put("notification", "PAGE");
        detail.put("reason", page.getReason());
        detail.put("title", page.getTitle());
        detail.put("severity", page.getSeverity());
        detail.put("priority", page.getPriority());
        detail.put("service", page.getService());
        detail.put("owner", page.getOwner());
        Details.strings(page.getContacts(), detail.putArray("contacts"));
        detail.put("scope", page.getScope());
        if (!page.getTenant().isEmpty()) {
            detail.put("tenant", page.getTenant());
        }
        detail.put("time", page.getArrivedAt().toString());
        detail.put("dueAt", page.getArrivedAt().toString());
        detail.set("messages", Messages.of(Notices.of(page)));
    }
}
