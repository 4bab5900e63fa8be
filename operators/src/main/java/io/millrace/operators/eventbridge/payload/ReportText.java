package io.millrace.operators.eventbridge.payload;

import io.millrace.domain.IncidentReport;
import io.millrace.domain.ReportedCommand;
import io.millrace.domain.TimelineEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A post-incident record as Markdown, to be pasted into a document. Whatever came from outside stands in code spans, in which
 * no Markdown finds links, mentions, images or HTML; what is too long ends with a line that says so.
 */
public final class ReportText {
    /** Characters: some ten pages, and with the fields beside it far below what an entry may be. */
    static final int MOST = 12_000;

    private static final String CUT = "\n(cut: the rest is in the lake, table incident_reports)\n";
    private static final int LINE = 400;

    private final StringBuilder text = new StringBuilder();

    private ReportText() {}

    /** At most {@link #MOST} characters. */
    public static String of(IncidentReport report) {
        var text = new ReportText();
        text.head(report);
        text.times(report);
        text.section("Root hypothesis, by rule");
        text.item(
                report.getRootHypothesis().isEmpty()
                        ? "nothing on record points at one"
                        : code(report.getRootHypothesis()) + " Rests on " + report.getRootBasis() + " "
                                + code(report.getRootRecord()) + ".");
        text.timeline(report.getTimeline());
        text.commands(report.getCommands());
        text.sentences("What was found", report.getFound());
        text.sentences("What worked", report.getWorked());
        text.sentences("What did not", report.getDidNotWork());
        text.sentences("What to automate", report.getAutomate());
        return text.bounded();
    }

    private void head(IncidentReport report) {
        text.append("# Post-incident record\n\n")
                .append(code(report.getTitle()))
                .append("\n");
        fact("Service", report.getService());
        fact("Owner", report.getOwner());
        fact("Tenant", report.getTenant());
        fact("Account", report.getAccount() + " " + report.getRegion());
        item("P" + report.getPriority() + ", severity " + report.getSeverity() + " of 5, " + report.getEventCount()
                + " events");
        item("Ended: " + report.getEnding().toLowerCase(Locale.ROOT) + ", "
                + report.getEffort().toLowerCase(Locale.ROOT)
                + (report.getManualBecause().isEmpty()
                        ? ""
                        : " ("
                                + report.getManualBecause()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' ') + ")"));
        fact("Situations", String.join(", ", report.getSituations()));
        fact("Thread", report.getThreadId());
        if (!report.getProblemId().isEmpty()) {
            item("Problem " + code(report.getProblemId()) + ": " + report.getProblemCount()
                    + " times within its window");
        }
    }

    private void times(IncidentReport report) {
        section("Times");
        item("Began " + time(report.getOpenedAt()));
        moment("Detected", report.getDetectedAt(), report.getSecondsToDetect());
        moment("Paged", report.getPagedAt(), null);
        moment("Acknowledged", report.getAcknowledgedAt(), report.getSecondsToAcknowledge());
        moment("Mitigated", report.getMitigatedAt(), report.getSecondsToMitigate());
        moment("Resolved", report.getResolvedAt(), report.getSecondsToResolve());
        item("Closed " + time(report.getClosedAt()));
    }

    private void moment(String what, @Nullable Instant at, @Nullable Long seconds) {
        if (at != null) {
            item(what + " " + time(at) + (seconds == null ? "" : " (after " + seconds + " s)"));
        }
    }

    private void timeline(List<TimelineEntry> entries) {
        section("Timeline (UTC)");
        entries.forEach(entry -> item(
                time(entry.getHappenedAt()) + " " + Plain.line(entry.getWhat(), LINE) + " " + code(entry.getText())));
    }

    private void commands(List<ReportedCommand> commands) {
        if (commands.isEmpty()) {
            return;
        }
        section("Decisions about commands");
        for (ReportedCommand command : commands) {
            String end = command.getGrade().isEmpty() ? command.getVerdict() : command.getGrade();
            String which = command.getDiagnosis() ? " diagnosis " : " rung " + (command.getRung() + 1) + " ";
            item(code(command.getRunbook() + which + command.getStep() + " on " + command.getTarget())
                    + " " + command.getMode() + ", "
                    + command.getStatus().name().toLowerCase(Locale.ROOT) + " " + code(command.getReason())
                    + (end.isEmpty() ? "" : ", " + end + " " + code(command.getDetail())));
        }
    }

    private void sentences(String title, List<String> sentences) {
        if (!sentences.isEmpty()) {
            section(title);
            sentences.forEach(sentence -> item(code(sentence)));
        }
    }

    private void fact(String name, String value) {
        if (!value.isBlank()) {
            item(name + ": " + code(value));
        }
    }

    private void section(String title) {
        text.append("\n## ").append(title).append("\n");
    }

    private void item(String line) {
        text.append("\n- ").append(line);
    }

    private String bounded() {
        text.append('\n');
        if (text.length() <= MOST) {
            return text.toString();
        }
        // at a line's end, so that no code span stays open
        return text.substring(0, text.lastIndexOf("\n", MOST - CUT.length() - 1)) + CUT;
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String code(String outside) {
        return "`" + Plain.line(outside, LINE).replace('`', '\'') + "`";
    }
}
