package io.millrace.domain.report;

import io.millrace.domain.Incident;
import io.millrace.domain.IncidentReport;
import io.millrace.domain.Page;
import io.millrace.domain.Problem;
import io.millrace.domain.ReportFact;
import io.millrace.domain.ThreadAct;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.id.Ids;
import io.millrace.domain.thread.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The post-incident record of a thread that has closed, from what is on record about it. Written at the close, when the window in which
 * it may come back is over: a record at each resolution would have to be taken back. No model's words enter it. Pure.
 */
public final class Reporting {
    /** What closes with a thread (its problem, late pages) is told a slot or two after it. */
    public static final Duration SETTLE = Duration.ofMinutes(1);

    private static final int LEAST_URGENT = 3;
    private static final int MOST_SYMPTOMS = 20;

    private Reporting() {}

    /** Whether the fact says that its thread has closed. */
    public static boolean closes(ReportFact fact) {
        ThreadChange change = fact.getChange();
        return change != null && change.getChange().equals("CLOSED");
    }

    /**
     * The record; empty while nothing says that the thread has closed.
     *
     * @param facts in any order
     * @param omitted facts that there was no room for
     */
    public static Optional<IncidentReport> report(Collection<ReportFact> facts, int omitted) {
        var file = new CaseFile(facts);
        List<ThreadChange> changes = file.changes();
        return changes.stream()
                .filter(change -> change.getChange().equals("CLOSED"))
                .reduce((one, later) -> later)
                .map(closed -> report(file, changes, closed, omitted));
    }

    private static IncidentReport report(CaseFile file, List<ThreadChange> changes, ThreadChange closed, int omitted) {
        Instant resolvedAt = closed.getResolvedAt();
        Remedies remedies = Remedies.of(file, closed.getThreadId(), resolvedAt, closed.getArrivedAt());
        var root = RootHypothesis.of(file.links(), changes);
        var timeline = new Timeline(file, closed.getThreadId());
        var report = IncidentReport.newBuilder()
                .setReportId(Ids.hash("incident-report", closed.getThreadId(), closed.getChangeId()))
                .setThreadId(closed.getThreadId())
                .setTitle(closed.getTitle())
                .setScope(closed.getScope())
                .setService(closed.getService())
                .setOwner(closed.getOwner())
                .setTenant(closed.getTenant())
                .setAccount(closed.getAccount())
                .setRegion(closed.getRegion())
                .setSeverity(most(changes, ThreadChange::getSeverity))
                .setPriority(changes.stream()
                        .mapToInt(ThreadChange::getPriority)
                        .min()
                        .orElse(closed.getPriority()))
                .setMergedInto(Ending.mergedInto(closed))
                .setEnding(Ending.of(closed).name())
                .setOpenedAt(closed.getOpenedAt())
                .setResolvedAt(resolvedAt)
                .setClosedAt(closed.getArrivedAt())
                .setEventCount(closed.getEventCount())
                .setPages(file.pages().size())
                .setEscalations(count(changes, "ESCALATED") + file.calls().size())
                .setReopenings(count(changes, "REOPENED"))
                .setActs((int) file.acts().stream().filter(act -> !act.getOwn()).count())
                .setSituations(closed.getSituations())
                .setRootHypothesis(root.sentence())
                .setRootBasis(root.basis())
                .setRootRecord(root.deciding())
                .setCommands(remedies.all())
                .setTimeline(timeline.bounded())
                .setOmitted(omitted + timeline.omitted())
                .setFound(remedies.found())
                .setWorked(remedies.worked())
                .setDidNotWork(remedies.didNotWork())
                .setArrivedAt(closed.getArrivedAt());
        times(report, file, changes, remedies);
        likeness(report, file, closed);
        Effort.of(file, remedies, report).into(report);
        report.setTold(report.getMergedInto().isEmpty()
                && (report.getPriority() <= LEAST_URGENT || !report.getEffort().equals(Effort.ALONE)));
        return report.build();
    }

    private static void times(
            IncidentReport.Builder report, CaseFile file, List<ThreadChange> changes, Remedies remedies) {
        Instant openedAt = report.getOpenedAt();
        Instant detectedAt = changes.stream()
                .filter(change -> change.getChange().equals("OPENED"))
                .map(ThreadChange::getArrivedAt)
                .findFirst()
                .orElse(null);
        report.setDetectedAt(detectedAt);
        report.setPagedAt(file.pages().stream()
                .map(Page::getArrivedAt)
                .min(Comparator.naturalOrder())
                .orElse(null));
        Instant acknowledgedAt = changes.stream()
                .map(ThreadChange::getAcknowledgedAt)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> answered(file));
        report.setAcknowledgedAt(acknowledgedAt);
        Instant cameBack = changes.stream()
                .filter(change -> change.getChange().equals("REOPENED"))
                .map(ThreadChange::getArrivedAt)
                .reduce((one, later) -> later)
                .orElse(openedAt);
        Instant resolvedAt = report.getResolvedAt();
        Instant fixedAt = remedies.fixedAfter(cameBack).orElse(null);
        Instant mitigatedAt =
                fixedAt != null && (resolvedAt == null || fixedAt.isBefore(resolvedAt)) ? fixedAt : resolvedAt;
        report.setMitigatedAt(mitigatedAt);
        report.setSecondsToDetect(seconds(openedAt, detectedAt));
        report.setSecondsToAcknowledge(seconds(detectedAt == null ? openedAt : detectedAt, acknowledgedAt));
        report.setSecondsToMitigate(seconds(openedAt, mitigatedAt));
        report.setSecondsToResolve(seconds(openedAt, resolvedAt));
    }

    private static @Nullable Instant answered(CaseFile file) {
        return file.acts().stream()
                .filter(act -> act.getAct().equals("ACKNOWLEDGED"))
                .map(ThreadAct::getEventTime)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Clocks of two sources may disagree: nothing takes less than no time. */
    private static @Nullable Long seconds(Instant from, @Nullable Instant until) {
        return until == null ? null : Math.max(0, Duration.between(from, until).toSeconds());
    }

    /** By what the problem stage compares; what is not worth a page has only its title, without what tells one thing from another. */
    private static void likeness(IncidentReport.Builder report, CaseFile file, ThreadChange closed) {
        Optional<Incident> incident = file.incident();
        if (incident.isPresent()) {
            report.setSignature(incident.get().getSignature());
            report.setSymptoms(incident.get().getSymptoms());
        } else {
            String kind = closed.getTitle().replaceAll("[A-Za-z]*[0-9][A-Za-z0-9]*", "#");
            report.setSignature(Ids.hash("incident-kind", closed.getScope(), closed.getService(), kind));
            report.setSymptoms(List.of(kind));
        }
        report.setSymptoms(new ArrayList<>(Bounded.first(report.getSymptoms(), MOST_SYMPTOMS)));
        Optional<Problem> problem = file.problem();
        report.setProblemId(problem.map(Problem::getProblemId).orElse(""));
        report.setProblemCount(problem.map(Problem::getCount).orElse(0));
    }

    private static int count(List<ThreadChange> changes, String what) {
        return (int) changes.stream()
                .filter(change -> change.getChange().equals(what))
                .count();
    }

    private static int most(List<ThreadChange> changes, ToIntFunction<ThreadChange> figure) {
        return changes.stream().mapToInt(figure).max().orElse(0);
    }
}
