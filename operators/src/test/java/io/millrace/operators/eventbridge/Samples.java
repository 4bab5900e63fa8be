package io.millrace.operators.eventbridge;

import io.millrace.domain.Approval;
import io.millrace.domain.BusEvent;
import io.millrace.domain.CatalogGap;
import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.ContentAction;
import io.millrace.domain.ContentChange;
import io.millrace.domain.DecisionAction;
import io.millrace.domain.DecisionRequest;
import io.millrace.domain.Explanation;
import io.millrace.domain.IncidentReport;
import io.millrace.domain.Notification;
import io.millrace.domain.NotificationKind;
import io.millrace.domain.Outcome;
import io.millrace.domain.Page;
import io.millrace.domain.PageDecision;
import io.millrace.domain.Problem;
import io.millrace.domain.Sentence;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadLink;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.id.Ids;
import io.millrace.domain.report.Facts;
import io.millrace.domain.report.Reporting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Events of the example estate. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-08-05T10:07:12.345Z");
    static final String INSTANCE = "arn:aws:ec2:eu-west-1:111122223333:instance/i-0c2f5e7a91d34b680";

    private Samples() {}

    static ThreadChange change(String word) {
        return ThreadChange.newBuilder()
                .setChangeId(Ids.hash("change", word))
                .setThreadId("thread-1")
                .setVersion(3)
                .setChange(word)
                .setStatus(word.equals("RESOLVED") ? ThreadStatus.RESOLVED : ThreadStatus.TRIAGED)
                .setReason("alarm and anomaly on one resource")
                .setScope("checkout")
                .setTitle("CPU of checkout")
                .setSeverity(4)
                .setPriority(2)
                .setService("checkout")
                .setOwner("team-checkout")
                .setCopies(List.of("sre"))
                .setAccount("111122223333")
                .setRegion("eu-west-1")
                .setOpenedAt(NOW.minusSeconds(600))
                .setLastEventAt(NOW)
                .setResolvedAt(word.equals("RESOLVED") ? NOW : null)
                .setEventCount(2)
                .setResources(List.of(INSTANCE))
                .setSituations(List.of("anomaly-and-alarm"))
                .setMembers(List.of())
                .setContentVersion("2026.1")
                .setArrivedAt(NOW)
                .setWeighedSeverity(4)
                .setImpact(4)
                .setAffectedServices(1)
                .setAffectedResources(1)
                .setTenant("acme")
                .setContacts(List.of("night-desk@example.com"))
                .build();
    }

    static Explanation explanation() {
        return Explanation.newBuilder()
                .setExplanationId("explanation-1")
                .setThreadId("thread-1")
                .setThreadVersion(3)
                .setAuthor("local-analyst")
                .setStoryline(List.of(new Sentence("At 10:02 the CPU rose.", List.of("e1"))))
                .setAdvice(List.of(new Sentence("Look at the last deployment.", List.of("e2"))))
                .setArrivedAt(NOW.plusSeconds(1))
                .build();
    }

    static Command command(CommandStatus status) {
        return Command.newBuilder()
                .setCommandId(Ids.uuid("command"))
                .setStatus(status)
                .setReason("within budget")
                .setThreadId("thread-1")
                .setScope("checkout")
                .setService("checkout")
                .setRunbook("high-cpu")
                .setRunbookVersion("3")
                .setRung(0)
                .setStep("stop-runaway-process")
                .setAction("Millrace-StopRunawayProcess")
                .setTarget(INSTANCE)
                .setAccount("111122223333")
                .setRegion("eu-west-1")
                .setParameters(Map.of("InstanceId", List.of("i-0c2f5e7a91d34b680"), "Dry", List.of("false")))
                .setConditionId("cpu-above-80")
                .setIdentity("condition:cpu-above-80:x")
                .setOpeningCondition("opening-1")
                .setAttempt(1)
                .setTier(1)
                .setMode("live")
                .setCooldownSeconds(900)
                .setExpiresAfterSeconds(300)
                .setAdvice("Check the process list.")
                .setEvidence(List.of("e1"))
                .setValues(Map.of("value", 93.4))
                .setContentVersion("2026.1")
                .setEventTime(NOW.minusSeconds(150))
                .setArrivedAt(NOW)
                .build();
    }

    /** What only reads. */
    static Command diagnosis() {
        var command = command(CommandStatus.GRANTED);
        command.setCommandId(Ids.uuid("diagnosis"));
        command.setDiagnosis(true);
        command.setTier(0);
        command.setAction("Millrace-ReportProcesses");
        return command;
    }

    /** What takes that command back, were it granted. */
    static Command rollback() {
        var command = command(CommandStatus.GRANTED);
        command.setCommandId(Ids.uuid("rollback"));
        command.setRollbackOf(Ids.uuid("command"));
        command.setAction("Millrace-RestartService");
        return command;
    }

    /** Of tier 2: a person is asked. */
    static Command asked() {
        var command = command(CommandStatus.AWAITING_APPROVAL);
        command.setTier(2);
        command.setOwner("team-checkout");
        command.setContacts(List.of("night-desk@example.com"));
        command.setFindings(List.of("report-processes: busiest: java 180 %"));
        command.setApproval(
                Approval.newBuilder().setExpiresAt(NOW.plusSeconds(3600)).build());
        return command;
    }

    static Outcome outcome(String word) {
        return new Outcome(
                "event-9", Ids.uuid("command"), "thread-1", "", word, "3 points below 80", NOW, NOW.plusSeconds(150));
    }

    static ThreadLink link() {
        return new ThreadLink(
                Ids.hash("link"),
                "thread-1",
                "payments",
                "thread-2",
                "billing",
                "dependency",
                0.7,
                "service:payments",
                NOW,
                "5xx of payments",
                "payments",
                "payments-team",
                "errors of billing",
                "billing",
                "finance-apps");
    }

    static ContentChange content(ContentAction action) {
        return ContentChange.newBuilder()
                .setChangeId(Ids.hash("content", action.name()))
                .setVersion("2026.2")
                .setAction(action)
                .setEffectiveFrom(NOW)
                .setAppliesFrom(action == ContentAction.REFUSED ? null : NOW.plusSeconds(10))
                .setFolder("s3://artifacts/content/2026.2")
                .setDigest(Ids.hash("texts"))
                .setReason("because")
                .setProblems(
                        action == ContentAction.REFUSED
                                ? List.of("guardrails.yaml:3: killSwitch is perhaps")
                                : List.of())
                .setProblemCount(action == ContentAction.REFUSED ? 1 : 0)
                .setArrivedAt(NOW)
                .build();
    }

    static DecisionRequest question() {
        return new DecisionRequest(
                Ids.hash("question"),
                "Is this scan ours?",
                "finding-1",
                DecisionAction.ACCEPTED,
                "ask-about-scans",
                "event-1",
                "Port scan",
                3,
                "checkout",
                "team-checkout",
                List.of("security"),
                List.of("checkout@example.com"),
                List.of(INSTANCE),
                "shop",
                "acme",
                "111122223333",
                "eu-west-1",
                NOW,
                NOW.plusSeconds(1_800));
    }

    static Page page(PageDecision decision) {
        return Page.newBuilder()
                .setPageId(Ids.hash("page"))
                .setThreadId("thread-1")
                .setVersion(3)
                .setDecision(decision)
                .setReason("urgent")
                .setTitle("CPU of checkout")
                .setSeverity(4)
                .setPriority(2)
                .setService("checkout")
                .setOwner("team-checkout")
                .setContacts(List.of("checkout@example.com"))
                .setScope("shop")
                .setTenant("acme")
                .setArrivedAt(NOW)
                .build();
    }

    static Notification notification(NotificationKind kind) {
        boolean escalates = kind == NotificationKind.ESCALATION;
        return Notification.newBuilder()
                .setNotificationId(Ids.hash("notification", kind.name()))
                .setThreadId("thread-1")
                .setKind(kind)
                .setReason(escalates ? "not-acknowledged" : "cadence")
                .setText("Nobody has taken it on.")
                .setPlan("standard")
                .setTier(escalates ? 2 : 0)
                .setAudience(escalates ? "lead" : "leadership")
                .setChannel(escalates ? "" : "email")
                .setNumber(escalates ? 0 : 3)
                .setContacts(List.of("lead@example.com"))
                .setVendors(escalates ? List.of("aws-support: call") : List.of())
                .setDueAt(NOW.minusSeconds(600))
                .setThread(change("UPDATED"))
                .setArrivedAt(NOW)
                .build();
    }

    static CatalogGap gap() {
        return new CatalogGap(
                Ids.hash("gap"),
                "999988887777",
                7L,
                "event-1",
                "eu-west-1",
                "aws.ec2",
                "An instance stopped",
                NOW,
                NOW);
    }

    static Problem problem() {
        return Problem.newBuilder()
                .setProblemId(Ids.hash("problem"))
                .setSignature(Ids.hash("signature"))
                .setScope("shop")
                .setService("checkout")
                .setOwner("checkout-team")
                .setTenant("acme")
                .setTitle("CPU of checkout")
                .setSeverity(4)
                .setPriority(2)
                .setSymptoms(List.of("AWS/EC2|CPUUtilization"))
                .setCount(3)
                .setFirstAt(NOW.minusSeconds(864_000))
                .setLastAt(NOW.minusSeconds(600))
                .setThreadIds(List.of("thread-1", "thread-2", "thread-3"))
                .setArrivedAt(NOW)
                .build();
    }

    /** Of an incident that a page, a granted and a refused command, a link and a problem belong to. */
    static IncidentReport report() {
        var facts = Stream.of(
                        Facts.of(change("OPENED")),
                        Facts.of(change("ESCALATED")),
                        Facts.of(change("RESOLVED")),
                        Facts.of(change("CLOSED")),
                        Facts.of(page(PageDecision.PAGED)),
                        Facts.of(command(CommandStatus.GRANTED)),
                        Facts.of(outcome("NOT_FIXED")),
                        Facts.of(problem()))
                .flatMap(Optional::stream)
                .toList();
        return Reporting.report(facts, 0).orElseThrow();
    }

    /** A small event with a given id, that the service's double recognises. */
    static BusEvent event(String id) {
        return new BusEvent(id, "Thread Opened", NOW, List.of(INSTANCE), "{\"id\":\"" + id + "\",\"text\":\"é\"}");
    }

    static EventBridgeEntry entry(String id) {
        return BusEventElementConverter.entry(event(id));
    }
}
