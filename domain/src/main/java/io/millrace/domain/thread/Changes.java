package io.millrace.domain.thread;

import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadState;
import io.millrace.domain.id.Ids;
import java.time.Instant;

/** What happened to a thread: the words of the `threads` changelog. */
public enum Changes {
    OPENED,
    /** A member joined and nothing else changed: a lake row, no notification. */
    JOINED,
    /** A person has taken it on. */
    ACKNOWLEDGED,
    /** A person has found what it is. */
    DIAGNOSED,
    /** It is another team's from now on. */
    REASSIGNED,
    /** Severity rose or a situation was recognised. */
    UPDATED,
    RESOLVED,
    REOPENED,
    /** The reopen window passed, the thread went stale, or a person discharged it. */
    CLOSED,
    /** A person is needed. */
    ESCALATED,
    /** Bounded input ended while the thread was open. */
    OPEN_AT_END;

    /** The changelog row for a thread as it stands, at its version. */
    public ThreadChange of(ThreadState thread, String reason, Instant arrivedAt) {
        return ThreadChange.newBuilder()
                .setChangeId(Ids.hash("change", thread.getThreadId(), String.valueOf(thread.getVersion()), name()))
                .setThreadId(thread.getThreadId())
                .setVersion(thread.getVersion())
                .setChange(name())
                .setStatus(thread.getStatus())
                .setReason(reason)
                .setScope(thread.getScope())
                .setTitle(thread.getTitle())
                .setSeverity(thread.getSeverity())
                .setPriority(thread.getPriority())
                .setService(thread.getService())
                .setOwner(thread.getOwner())
                .setCopies(thread.getCopies())
                .setAccount(thread.getAccount())
                .setRegion(thread.getRegion())
                .setOpenedAt(thread.getOpenedAt())
                .setLastEventAt(thread.getLastEventAt())
                .setResolvedAt(thread.getResolvedAt())
                .setEventCount(thread.getEventCount())
                .setResources(thread.getResources())
                .setSituations(thread.getSituations())
                .setMembers(thread.getMembers())
                .setContentVersion(thread.getContentVersion())
                .setArrivedAt(arrivedAt)
                .setWeighedSeverity(thread.getWeighedSeverity())
                .setImpact(thread.getImpact())
                .setAffectedServices(thread.getServices().size())
                .setAffectedResources(thread.getResources().size())
                .setTenant(thread.getTenant())
                .setContacts(thread.getContacts())
                .setRecognised(thread.getRecognised())
                .setAcknowledgedBy(thread.getAcknowledgedBy())
                .setAcknowledgedAt(thread.getAcknowledgedAt())
                .build();
    }
}
