package io.millrace.domain.thread;

import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadEvent;
import io.millrace.domain.ThreadMember;
import io.millrace.domain.ThreadState;
import java.util.ArrayList;
import java.util.List;

/** That an event is in a thread, and why. */
public final class Membership {
    private Membership() {}

    /** The thread with these members, too; it lists the newest and counts all. */
    static void add(ThreadState thread, List<ThreadMember> more, int most) {
        var members = new ArrayList<ThreadMember>(thread.getMembers().size() + more.size());
        members.addAll(thread.getMembers());
        members.addAll(more);
        thread.setMembers(newest(members, most));
        thread.setEventCount(thread.getEventCount() + more.size());
    }

    /** Of members in order. */
    static List<ThreadMember> newest(List<ThreadMember> members, int most) {
        int surplus = members.size() - most;
        return surplus > 0 ? new ArrayList<>(members.subList(surplus, members.size())) : members;
    }

    /** As the thread's state keeps it. */
    static ThreadMember member(Signal signal, JoinReason reason) {
        OpsEvent event = signal.getEvent();
        return ThreadMember.newBuilder()
                .setEventId(event.getEventId())
                .setIdentity(event.getIdentity())
                .setTitle(event.getTitle())
                .setKind(event.getKind())
                .setStatus(event.getStatus())
                .setSeverity(signal.getSeverity())
                .setEventTime(event.getEventTime())
                .setReason(reason.code())
                .setWeight(reason.weight())
                .setLate(event.getLate())
                .build();
    }

    /** As the lake keeps it. */
    static ThreadEvent row(ThreadState thread, Signal signal, JoinReason reason) {
        var row = brought(signal);
        row.setThreadId(thread.getThreadId());
        row.setReason(reason.code());
        row.setWeight(reason.weight());
        return row;
    }

    /** As a situation brings it to the thread of the others: which thread, and why, is not known yet. */
    public static ThreadEvent brought(Signal signal) {
        OpsEvent event = signal.getEvent();
        return ThreadEvent.newBuilder()
                .setThreadId("")
                .setEventId(event.getEventId())
                .setRecordId(event.getRecordId())
                .setIdentity(event.getIdentity())
                .setReason("")
                .setWeight(0)
                .setKind(event.getKind())
                .setStatus(event.getStatus())
                .setSeverity(signal.getSeverity())
                .setTitle(event.getTitle())
                .setEventTime(event.getEventTime())
                .setArrivedAt(event.getArrivedAt())
                .setLate(event.getLate())
                .build();
    }

    /** As the thread's state keeps what a situation brings. */
    static ThreadMember member(ThreadEvent brought) {
        return ThreadMember.newBuilder()
                .setEventId(brought.getEventId())
                .setIdentity(brought.getIdentity())
                .setTitle(brought.getTitle())
                .setKind(brought.getKind())
                .setStatus(brought.getStatus())
                .setSeverity(brought.getSeverity())
                .setEventTime(brought.getEventTime())
                .setReason(JoinReason.SITUATION.code())
                .setWeight(JoinReason.SITUATION.weight())
                .setLate(brought.getLate())
                .build();
    }

    /** As the lake keeps what a situation brings into this thread. */
    static ThreadEvent row(ThreadState thread, ThreadEvent brought) {
        return ThreadEvent.newBuilder(brought)
                .setThreadId(thread.getThreadId())
                .setReason(JoinReason.SITUATION.code())
                .setWeight(JoinReason.SITUATION.weight())
                .build();
    }
}
