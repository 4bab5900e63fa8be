package io.millrace.operators.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.IncidentReport;
import io.millrace.domain.ReportedCommand;
import io.millrace.domain.TimelineEntry;
import io.millrace.operators.eventbridge.payload.ReportText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A post-incident record in fields, and as text to paste. The lake keeps all of it, an entry the most that fits. */
final class ReportDetail {
    private static final int MOST_ENTRIES = 40;
    private static final int MOST_COMMANDS = 20;
    private static final int MOST_SENTENCES = 20;

    private ReportDetail() {}

    static void write(IncidentReport report, ObjectNode detail) {
        detail.put("kind", "post-incident");
        detail.put("title", "Post-incident record: " + (report.getTitle().isBlank() ? "-" : report.getTitle()));
        detail.put("text", summary(report));
        detail.put("time", report.getArrivedAt().toString());
        detail.put("threadId", report.getThreadId());
        var incident = detail.putObject("incident");
        incident.put("severity", report.getSeverity());
        incident.put("priority", report.getPriority());
        incident.put("service", report.getService());
        incident.put("owner", report.getOwner());
        incident.put("tenant", report.getTenant());
        incident.put("scope", report.getScope());
        incident.put("account", report.getAccount());
        incident.put("region", report.getRegion());
        incident.put("ending", report.getEnding());
        incident.put("effort", report.getEffort());
        incident.put("manualBecause", report.getManualBecause());
        times(report, incident.putObject("times"));
        incident.put("events", report.getEventCount());
        incident.put("pages", report.getPages());
        incident.put("escalations", report.getEscalations());
        incident.put("reopenings", report.getReopenings());
        incident.put("acts", report.getActs());
        Details.strings(report.getSituations(), incident.putArray("situations"));
        var root = incident.putObject("rootHypothesis");
        root.put("text", report.getRootHypothesis());
        root.put("basis", report.getRootBasis());
        root.put("recordId", report.getRootRecord());
        var timeline = incident.putArray("timeline");
        for (TimelineEntry entry : ends(report.getTimeline())) {
            timeline.addObject()
                    .put("time", entry.getHappenedAt().toString())
                    .put("what", entry.getWhat())
                    .put("text", entry.getText())
                    .put("recordId", entry.getRecordId());
        }
        var commands = incident.putArray("commands");
        first(report.getCommands(), MOST_COMMANDS).forEach(command -> write(command, commands.addObject()));
        Details.strings(first(report.getFound(), MOST_SENTENCES), incident.putArray("found"));
        Details.strings(first(report.getWorked(), MOST_SENTENCES), incident.putArray("worked"));
        Details.strings(first(report.getDidNotWork(), MOST_SENTENCES), incident.putArray("didNotWork"));
        Details.strings(first(report.getAutomate(), MOST_SENTENCES), incident.putArray("automate"));
        incident.put("signature", report.getSignature());
        if (!report.getProblemId().isEmpty()) {
            incident.put("problemId", report.getProblemId());
            incident.put("problemCount", report.getProblemCount());
        }
        detail.put("report", ReportText.of(report));
    }

    private static String summary(IncidentReport report) {
        Long seconds = report.getSecondsToResolve();
        String end = seconds == null ? "It was never seen to be over." : "It was over after " + seconds / 60 + " min.";
        String next =
                report.getAutomate().isEmpty() ? "" : " " + report.getAutomate().get(0);
        String worked =
                report.getWorked().isEmpty() ? "" : " " + report.getWorked().get(0);
        return end + worked + next;
    }

    private static void times(IncidentReport report, ObjectNode times) {
        times.put("openedAt", report.getOpenedAt().toString());
        moment("detectedAt", report.getDetectedAt(), times);
        moment("pagedAt", report.getPagedAt(), times);
        moment("acknowledgedAt", report.getAcknowledgedAt(), times);
        moment("mitigatedAt", report.getMitigatedAt(), times);
        moment("resolvedAt", report.getResolvedAt(), times);
        times.put("closedAt", report.getClosedAt().toString());
        seconds("secondsToDetect", report.getSecondsToDetect(), times);
        seconds("secondsToAcknowledge", report.getSecondsToAcknowledge(), times);
        seconds("secondsToMitigate", report.getSecondsToMitigate(), times);
        seconds("secondsToResolve", report.getSecondsToResolve(), times);
    }

    private static void moment(String name, @Nullable Instant at, ObjectNode times) {
        if (at != null) {
            times.put(name, at.toString());
        }
    }

    private static void seconds(String name, @Nullable Long seconds, ObjectNode times) {
        if (seconds != null) {
            times.put(name, seconds);
        }
    }

    private static void write(ReportedCommand command, ObjectNode row) {
        row.put("commandId", command.getCommandId());
        row.put("runbook", command.getRunbook());
        row.put("runbookVersion", command.getRunbookVersion());
        row.put("rung", command.getRung());
        row.put("attempt", command.getAttempt());
        row.put("step", command.getStep());
        row.put("action", command.getAction());
        row.put("target", command.getTarget());
        row.put("mode", command.getMode());
        row.put("status", command.getStatus().name());
        row.put("reason", command.getReason());
        row.put("execution", command.getExecution());
        row.put("verdict", command.getVerdict());
        row.put("grade", command.getGrade());
        row.put("detail", command.getDetail());
        row.put("time", command.getRequestedAt().toString());
    }

    /** How it began and how it ended. */
    private static List<TimelineEntry> ends(List<TimelineEntry> entries) {
        if (entries.size() <= MOST_ENTRIES) {
            return entries;
        }
        var kept = new ArrayList<>(entries.subList(0, MOST_ENTRIES / 2));
        kept.addAll(entries.subList(entries.size() - MOST_ENTRIES / 2, entries.size()));
        return kept;
    }

    private static <T> List<T> first(List<T> all, int most) {
        return all.subList(0, Math.min(most, all.size()));
    }
}
