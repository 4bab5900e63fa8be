package io.millrace.domain.report;

import io.millrace.domain.IncidentReport;
import io.millrace.domain.Outcome;
import io.millrace.domain.id.Ids;
import java.util.List;
import java.util.stream.Collectors;

/** The grades of an incident's shadows as rows of {@code outcomes}: beside the verdicts of those that were run. */
public final class ShadowOutcomes {
    private ShadowOutcomes() {}

    /** One for each command that was only shown; those of a merged thread are graded with the thread that took it in. */
    public static List<Outcome> of(IncidentReport report) {
        if (!report.getMergedInto().isEmpty()) {
            return List.of();
        }
        return report.getCommands().stream()
                .filter(command -> !command.getGrade().isEmpty())
                .map(command -> Outcome.newBuilder()
                        .setEventId(Ids.hash("shadow-grade", report.getReportId(), command.getCommandId()))
                        .setCommandId(command.getCommandId())
                        .setThreadId(report.getThreadId())
                        .setExecutionId("")
                        .setOutcome(command.getGrade())
                        .setDetail(command.getDetail())
                        .setEventTime(report.getClosedAt())
                        .setArrivedAt(report.getArrivedAt())
                        .build())
                .collect(Collectors.toList());
    }
}
