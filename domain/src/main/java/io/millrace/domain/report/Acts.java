package io.millrace.domain.report;

import io.millrace.domain.EventKind;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadAct;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.decision.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did about the threads of a scope: calls that change one of their resources, and answers that name them. A call
 * counts whether or not it joins: CloudTrail tells of it minutes later, often when it has helped already.
 */
public final class Acts {
    /** How long before a thread's beginning a call may have been its remedy: trouble is often seen before it is measured. */
    static final Duration BEFORE = Duration.ofMinutes(15);

    private static final int MOST_RESOURCES = 10;

    private static final Map<String, String> ANSWERS = Map.of(
            "Thread Acknowledged", "ACKNOWLEDGED",
            "Approval Granted", "APPROVED",
            "Approval Denied", "DENIED",
            "Operator Decision", "DECIDED",
            "Question Asked", "ASKED");

    private static final List<String> WHO =
            List.of("by", "acknowledgedBy", "approvedBy", "deniedBy", "decidedBy", "askedBy", "user");

    private Acts() {}

    /**
     * @param threads of the signal's scope
     * @param joined the one that took the signal, as it stands now; null when none did
     */
    public static List<ThreadAct> of(Collection<ThreadState> threads, @Nullable ThreadState joined, Signal signal) {
        var event = signal.getEvent();
        if (event.getKind() == EventKind.CHANGE
                && !event.getAttributes().getOrDefault("eventName", "").isEmpty()) {
            return calls(threads, joined, event);
        }
        String answer = Loop.isControl(event) ? ANSWERS.get(event.getDetailType()) : null;
        return joined == null || answer == null ? List.of() : List.of(answer(joined, answer, event));
    }

    private static List<ThreadAct> calls(
            Collection<ThreadState> threads, @Nullable ThreadState joined, OpsEvent event) {
        var acts = new ArrayList<ThreadAct>();
        for (ThreadState thread : threads) {
            boolean isJoined = joined != null && thread.getThreadId().equals(joined.getThreadId());
            if (!isJoined && thread.getStatus() != ThreadStatus.CLOSED && concerns(thread, event)) {
                acts.add(call(thread, event));
            }
        }
        if (joined != null) {
            acts.add(call(joined, event));
        }
        return acts;
    }

    private static boolean concerns(ThreadState thread, OpsEvent event) {
        return !event.getEventTime().isBefore(thread.getOpenedAt().minus(BEFORE))
                && event.getResources().stream().anyMatch(thread.getResources()::contains);
    }

    private static ThreadAct call(ThreadState thread, OpsEvent event) {
        Map<String, String> said = event.getAttributes();
        String service = said.getOrDefault("eventSource", "").replaceFirst("\\.amazonaws\\.com(\\.cn)?$", "");
        return act(thread, "CALLED", caller(said), event)
                .setCall(Bounded.name((service.isEmpty() ? "" : service + ":") + said.get("eventName")))
                .setDocument(Bounded.name(said.getOrDefault("request.documentName", "")))
                .setOwn(Loop.isEcho(event))
                .setFailed(!said.getOrDefault("errorCode", "").isEmpty())
                .build();
    }

    private static String caller(Map<String, String> said) {
        String session = said.getOrDefault("sessionName", "");
        if (!session.isEmpty()) {
            return said.getOrDefault("roleName", "") + "/" + session;
        }
        String user = said.getOrDefault("userName", "");
        return user.isEmpty() ? said.getOrDefault("userArn", "") : user;
    }

    private static ThreadAct answer(ThreadState thread, String answer, OpsEvent event) {
        Map<String, String> said = event.getAttributes();
        String who = WHO.stream()
                .map(name -> said.getOrDefault(name, ""))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
        return act(thread, answer, who, event).build();
    }

    private static ThreadAct.Builder act(ThreadState thread, String act, String who, OpsEvent event) {
        return ThreadAct.newBuilder()
                .setThreadId(thread.getThreadId())
                .setEventId(event.getEventId())
                .setAct(act)
                .setWho(Bounded.name(who))
                .setResources(
                        event.getResources().stream().limit(MOST_RESOURCES).collect(Collectors.toList()))
                .setText(Bounded.text(event.getTitle()))
                .setEventTime(event.getEventTime())
                .setArrivedAt(event.getArrivedAt());
    }
}
