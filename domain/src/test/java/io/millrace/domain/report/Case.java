package io.millrace.domain.report;

import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.Incident;
import io.millrace.domain.IncidentReport;
import io.millrace.domain.Notification;
import io.millrace.domain.NotificationKind;
import io.millrace.domain.Outcome;
import io.millrace.domain.Page;
import io.millrace.domain.PageDecision;
import io.millrace.domain.Problem;
import io.millrace.domain.ReportFact;
import io.millrace.domain.ThreadAct;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadLink;
import io.millrace.domain.ThreadMember;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The facts of one incident that began at ten, told minute by minute. */
final class Case {
    static final Instant BEGAN = Instant.parse("2026-08-05T10:00:00Z");
    static final String INSTANCE = "arn:aws:ec2:eu-west-1:111122223333:instance/i-0c2f5e7a91d34b680";

    final List<ReportFact> facts = new ArrayList<>();
    private int version;
    private String said = "thread-1";
    private @Nullable Instant resolvedAt;
    private int priority = 2;
    private List<ThreadMember> members = List.of(member("e1", EventKind.ISSUE, "opened", "CPU alarm", 0));

    static Instant minute(int minute) {
        return BEGAN.plusSeconds(60L * minute);
    }

    Case priority(int priority) {
        this.priority = priority;
        return this;
    }

    Case members(ThreadMember... members) {
        this.members = List.of(members);
        return this;
    }

    static ThreadMember member(String id, EventKind kind, String reason, String title, int minute) {
        return ThreadMember.newBuilder()
                .setEventId(id)
                .setIdentity("of-" + id)
                .setTitle(title)
                .setKind(kind)
                .setStatus(kind == EventKind.CHANGE ? EventStatus.INFORMATIONAL : EventStatus.OPEN)
                .setSeverity(4)
                .setEventTime(minute(minute))
                .setReason(reason)
                .setWeight(1)
                .build();
    }

    Case opened(int minute) {
        return change("OPENED", "CPU alarm", minute);
    }

    Case resolved(int minute) {
        resolvedAt = minute(minute);
        return change("RESOLVED", "CPU is fine", minute);
    }

    Case reopened(int minute) {
        resolvedAt = null;
        return change("REOPENED", "CPU alarm", minute);
    }

    Case escalated(int minute) {
        return change("ESCALATED", "a person is needed", minute);
    }

    Case closed(int minute) {
        return change("CLOSED", resolvedAt == null ? "no news for 24 hours" : "resolved, and quiet since", minute);
    }

    Case change(String word, String reason, int minute) {
        version++;
        Facts.of(ThreadChange.newBuilder()
                        .setChangeId(Ids.hash("change", String.valueOf(version)))
                        .setThreadId("thread-1")
                        .setVersion(version)
                        .setChange(word)
                        .setStatus(word.equals("CLOSED") ? ThreadStatus.CLOSED : ThreadStatus.OPEN)
                        .setReason(reason)
                        .setScope("shop")
                        .setTitle("CPU of i-0c2f5e7a91d34b680")
                        .setSeverity(4)
                        .setPriority(priority)
                        .setService("checkout")
                        .setOwner("checkout-team")
                        .setAccount("111122223333")
                        .setRegion("eu-west-1")
                        .setOpenedAt(BEGAN)
                        .setLastEventAt(minute(minute))
                        .setResolvedAt(resolvedAt)
                        .setEventCount(version)
                        .setResources(List.of(INSTANCE))
                        .setSituations(List.of())
                        .setMembers(members)
                        .setContentVersion("2026.1")
                        .setArrivedAt(minute(minute))
                        .build())
                .ifPresent(facts::add);
        return this;
    }

    /** What follows is said of another thread, and goes on to this one, which took it in. */
    Case ofMerged(String threadId) {
        said = threadId;
        return this;
    }

    Case escalated(String tier, String reason, int minute) {
        Facts.of(notification(NotificationKind.ESCALATION, tier, reason, minute))
                .ifPresent(this::add);
        return this;
    }

    Notification notification(NotificationKind kind, String tier, String reason, int minute) {
        return Notification.newBuilder()
                .setNotificationId("call-" + tier + minute)
                .setThreadId(said)
                .setKind(kind)
                .setReason(reason)
                .setText("")
                .setPlan("standard")
                .setAudience(tier)
                .setContacts(List.of(tier + "@example.com"))
                .setDueAt(minute(minute))
                .setThread(Objects.requireNonNull(facts.get(0).getChange()))
                .setArrivedAt(minute(minute))
                .build();
    }

    private void add(ReportFact fact) {
        facts.add(said.equals("thread-1") ? fact : Merged.to("thread-1", fact));
    }

    Case paged(int minute) {
        Facts.of(Page.newBuilder()
                        .setPageId("page-" + minute)
                        .setThreadId(said)
                        .setVersion(1)
                        .setDecision(PageDecision.PAGED)
                        .setReason("urgent")
                        .setTitle("CPU")
                        .setSeverity(4)
                        .setPriority(2)
                        .setService("checkout")
                        .setOwner("checkout-team")
                        .setScope("shop")
                        .setArrivedAt(minute(minute))
                        .build())
                .ifPresent(this::add);
        return this;
    }

    Case command(String id, int rung, String mode, CommandStatus status, int minute) {
        return command(id, rung, "Millrace-RestartService", mode, status, minute);
    }

    Case command(String id, int rung, String action, String mode, CommandStatus status, int minute) {
        return command(id, rung, action, mode, status, false, minute);
    }

    /** It was granted, to read only. */
    Case diagnosis(String id, int minute) {
        return command(id, 0, "Millrace-ReportProcesses", "live", CommandStatus.GRANTED, true, minute);
    }

    private Case command(
            String id, int rung, String action, String mode, CommandStatus status, boolean diagnosis, int minute) {
        Facts.of(Command.newBuilder()
                        .setCommandId(id)
                        .setStatus(status)
                        .setReason("within all guardrails")
                        .setThreadId(said)
                        .setScope("shop")
                        .setService("checkout")
                        .setRunbook("high-cpu")
                        .setRunbookVersion("1")
                        .setRung(rung)
                        .setStep("step-" + rung)
                        .setAction(action)
                        .setTarget(INSTANCE)
                        .setAccount("111122223333")
                        .setRegion("eu-west-1")
                        .setParameters(Map.of())
                        .setConditionId("high-cpu")
                        .setIdentity("condition:high-cpu")
                        .setOpeningCondition("opening")
                        .setAttempt(1)
                        .setTier(1)
                        .setMode(mode)
                        .setCooldownSeconds(60)
                        .setExpiresAfterSeconds(60)
                        .setAdvice("")
                        .setEvidence(List.of("e1"))
                        .setDiagnosis(diagnosis)
                        .setContentVersion("2026.1")
                        .setEventTime(minute(minute))
                        .setArrivedAt(minute(minute))
                        .build())
                .ifPresent(this::add);
        return this;
    }

    Case outcome(String command, String word, int minute) {
        Facts.of(new Outcome(
                        command + word + minute, command, said, "", word, "by data", minute(minute), minute(minute)))
                .ifPresent(this::add);
        return this;
    }

    Case called(String call, int minute) {
        return act("CALLED", call, "", false, minute);
    }

    Case act(String act, String call, String document, boolean own, int minute) {
        Facts.of(ThreadAct.newBuilder()
                        .setThreadId(said)
                        .setEventId(act + call + document + minute)
                        .setAct(act)
                        .setWho("alice")
                        .setCall(call)
                        .setDocument(document)
                        .setOwn(own)
                        .setResources(List.of(INSTANCE))
                        .setText(call + " by alice")
                        .setEventTime(minute(minute))
                        .setArrivedAt(minute(minute))
                        .build())
                .ifPresent(this::add);
        return this;
    }

    Case linked(String id, String reason, double weight, int minute) {
        Facts.of(ThreadLink.newBuilder()
                        .setLinkId(id)
                        .setParentId("thread-0")
                        .setParentScope("payments")
                        .setChildId("thread-1")
                        .setChildScope("shop")
                        .setReason(reason)
                        .setWeight(weight)
                        .setKey("service:payments")
                        .setArrivedAt(minute(minute))
                        .setParentTitle("5xx of payments")
                        .setParentService("payments")
                        .build())
                .ifPresent(facts::add);
        return this;
    }

    Case incident(int minute) {
        Facts.of(new Incident(
                        "signature",
                        "thread-1",
                        "shop",
                        "checkout",
                        "checkout-team",
                        "",
                        "CPU",
                        4,
                        2,
                        List.of("AWS/EC2|CPUUtilization"),
                        BEGAN,
                        minute(minute)))
                .ifPresent(facts::add);
        return this;
    }

    Case problem(int count, int minute) {
        Facts.of(Problem.newBuilder()
                        .setProblemId("problem-1")
                        .setSignature("signature")
                        .setScope("shop")
                        .setService("checkout")
                        .setOwner("checkout-team")
                        .setTitle("CPU")
                        .setSeverity(4)
                        .setPriority(2)
                        .setSymptoms(List.of("AWS/EC2|CPUUtilization"))
                        .setCount(count)
                        .setFirstAt(BEGAN)
                        .setLastAt(BEGAN)
                        .setThreadIds(List.of("thread-0", "thread-1"))
                        .setArrivedAt(minute(minute))
                        .build())
                .ifPresent(facts::add);
        return this;
    }

    IncidentReport report() {
        return maybe().orElseThrow();
    }

    Optional<IncidentReport> maybe() {
        return Reporting.report(facts, 0);
    }
}
