package io.millrace.operators.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.Notification;
import io.millrace.domain.ThreadChange;

/** Whom a thread's course tells: the next tier with the thread as it stands, or stakeholders with what they need of it. */
final class NotificationDetail {
    private NotificationDetail() {}

    static void escalation(Notification notification, ObjectNode detail) {
        ThreadDetail.write(notification.getThread(), "ESCALATED", null, detail);
        detail.put("reason", notification.getText());
        detail.put("stage", notification.getReason());
        detail.put("path", notification.getPlan());
        detail.put("tier", notification.getTier());
        detail.put("tierName", notification.getAudience());
        Details.strings(notification.getContacts(), detail.putArray("contacts"));
        if (!notification.getVendors().isEmpty()) {
            Details.strings(notification.getVendors(), detail.putArray("vendors"));
        }
        detail.put("dueAt", notification.getDueAt().toString());
    }

    static void update(Notification notification, ObjectNode detail) {
        ThreadChange thread = notification.getThread();
        detail.put("threadId", notification.getThreadId());
        detail.put("notification", "UPDATE");
        detail.put("reason", notification.getReason());
        detail.put("text", notification.getText());
        detail.put("title", thread.getTitle());
        detail.put("status", thread.getStatus().name());
        detail.put("severity", thread.getSeverity());
        detail.put("priority", thread.getPriority());
        detail.put("service", thread.getService());
        detail.put("owner", thread.getOwner());
        Details.strings(thread.getContacts(), detail.putArray("contacts"));
        detail.put("scope", thread.getScope());
        if (!thread.getTenant().isEmpty()) {
            detail.put("tenant", thread.getTenant());
        }
        detail.put("plan", notification.getPlan());
        detail.put("audience", notification.getAudience());
        detail.put("channel", notification.getChannel());
        Details.strings(notification.getContacts(), detail.putArray("to"));
        detail.put("number", notification.getNumber());
        detail.put("time", notification.getArrivedAt().toString());
        detail.put("dueAt", notification.getDueAt().toString());
    }
}
