package io.millrace.domain.thread;

import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.id.Ids;
import io.millrace.domain.time.EventTimes;
import java.util.List;

/** A thread as its first signal opens it. */
final class Opening {
    /** Before anything has been weighed. */
    private static final int LEAST_PRIORITY = 5;

    private Opening() {}

    /** Without the signal among its members yet. */
    static ThreadState of(Signal signal) {
        OpsEvent event = signal.getEvent();
        return ThreadState.newBuilder()
                .setThreadId(Ids.hash("thread", signal.getScope(), event.getIdentity(), event.getEventId()))
                .setScope(signal.getScope())
                .setStatus(ThreadStatus.OPEN)
                .setTitle(event.getTitle())
                .setSeverity(signal.getSeverity())
                .setPriority(LEAST_PRIORITY)
                .setService(signal.getService())
                .setOwner(signal.getOwner())
                .setCopies(signal.getCopies())
                .setAccount(event.getAccount())
                .setRegion(event.getRegion())
                .setContentVersion(signal.getContentVersion())
                .setOpenedAt(EventTimes.of(event))
                .setLastEventAt(EventTimes.of(event))
                .setUpdatedAt(event.getArrivedAt())
                .setVersion(1)
                .setEventCount(0)
                .setMembers(List.of())
                .setIdentities(List.of())
                .setResources(List.of())
                .setTenant(signal.getTenant())
                .setContacts(signal.getContacts())
                .setWeighedSeverity(signal.getSeverity())
                .setImpact(Weighing.impact(signal))
                .build();
    }
}
