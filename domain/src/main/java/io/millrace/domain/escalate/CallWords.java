package io.millrace.domain.escalate;

import io.millrace.domain.EscalationState;
import io.millrace.domain.Notification;
import io.millrace.domain.NotificationKind;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.WatchedCommand;
import io.millrace.domain.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;

/** What a call says to its tier: whom, why, and the thread as it stands. Its id is made of what it is due for. */
final class CallWords {
    private CallWords() {}

    static Notification of(Call call, EscalationPath path, EscalationState state, Instant now) {
        EscalationTier tier = path.tiers().get(call.tier() - 1);
        ThreadChange thread = state.getThread();
        WatchedCommand command = call.command();
        Instant since = Standing.wantedSince(state).orElse(state.getSince());
        return Notification.newBuilder()
                .setNotificationId(Ids.hash(
                        "escalation",
                        thread.getThreadId(),
                        String.valueOf(since.toEpochMilli()),
                        path.id(),
                        command == null ? call.reason() : call.reason() + command.getCommandId(),
                        String.valueOf(call.tier())))
                .setThreadId(thread.getThreadId())
                .setKind(NotificationKind.ESCALATION)
                .setReason(call.reason())
                .setText(command == null ? text(call.reason(), thread, since) : text(command))
                .setPlan(path.id())
                .setTier(call.tier())
                .setAudience(tier.name())
                .setContacts(contacts(tier, thread))
                .setVendors(tier.vendors())
                .setDueAt(call.dueAt())
                .setThread(thread)
                .setArrivedAt(now)
                .build();
    }

    /** Where the tier names nobody, those whom a page would wake. */
    private static ArrayList<String> contacts(EscalationTier tier, ThreadChange thread) {
        var contacts = new LinkedHashSet<String>(tier.contacts());
        if (contacts.isEmpty()) {
            contacts.add(thread.getOwner());
            contacts.addAll(thread.getContacts());
        }
        contacts.remove("");
        return new ArrayList<>(contacts);
    }

    private static String text(WatchedCommand command) {
        return "Whether command " + command.getCommandId() + " of " + command.getSince() + " helped is not known.";
    }

    private static String text(String reason, ThreadChange thread, Instant since) {
        switch (reason) {
            case "reassigned":
                return "It is yours from now on: " + thread.getReason() + ".";
            case "not-acknowledged":
                return "Nobody has taken it on since " + since + ".";
            case "not-diagnosed":
                return "Nobody has said what it is since " + since + ".";
            case "not-resolved":
                return "It is not over since " + since + ".";
            default:
                return "Somebody is wanted.";
        }
    }
}
