package io.millrace.domain.report;

import io.millrace.domain.CommandStatus;
import io.millrace.domain.IncidentReport;
import io.millrace.domain.ReportedCommand;
import io.millrace.domain.ThreadAct;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who ended an incident (a command, people, nobody), why people had to, and what that says about automating it. */
final class Effort {
    static final String REMEDIATED = "REMEDIATED";
    static final String MANUAL = "MANUAL";
    static final String ALONE = "ALONE";
    private static final int MOST_CALLS = 5;

    private final String word;
    private final String because;
    private final List<String> automate;

    private Effort(String word, String because, List<String> automate) {
        this.word = word;
        this.because = because;
        this.automate = automate;
    }

    static Effort of(CaseFile file, Remedies remedies, IncidentReport.Builder report) {
        if (remedies.fixed()) {
            return new Effort(REMEDIATED, "", List.of());
        }
        if (report.getPages() + report.getEscalations() + report.getActs() == 0) {
            return new Effort(ALONE, "", List.of());
        }
        String because = because(remedies);
        var automate = new ArrayList<String>();
        automate.add(reason(because, remedies) + " " + work(report));
        String calls = calls(file.acts());
        if (!calls.isEmpty()) {
            automate.add("People ran " + calls + ".");
        }
        if (report.getProblemCount() > 0) {
            automate.add("It came " + report.getProblemCount() + " times within the problem's window.");
        }
        return new Effort(MANUAL, because, automate);
    }

    private static String because(Remedies remedies) {
        if (remedies.none()) {
            return "NO_RUNBOOK";
        }
        if (remedies.all(Remedies::isShadow)) {
            return "SHADOW";
        }
        return remedies.all(command -> command.getStatus() == CommandStatus.REFUSED) ? "REFUSED" : "NOT_FIXED";
    }

    private static String reason(String because, Remedies remedies) {
        Set<String> runbooks =
                remedies.all().stream().map(ReportedCommand::getRunbook).collect(Collectors.toCollection(TreeSet::new));
        String named = String.join(", ", runbooks);
        switch (because) {
            case "NO_RUNBOOK":
                return "No runbook acted on it.";
            case "SHADOW":
                return "Only shadows were shown (" + named + "); see how they did before they go live.";
            case "REFUSED":
                return "All that " + named + " wanted was refused.";
            default:
                return "What " + named + " did was not enough.";
        }
    }

    private static String work(IncidentReport.Builder report) {
        Long seconds = report.getSecondsToResolve();
        String time = seconds == null ? "It was never seen to be over" : "It took " + seconds / 60 + " min";
        return time + ", " + many(report.getPages(), "page") + ", " + many(report.getEscalations(), "escalation") + ", "
                + many(report.getActs(), "act") + " of people.";
    }

    private static String many(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** What people called, most often first. */
    private static String calls(List<ThreadAct> acts) {
        Map<String, Long> often = acts.stream()
                .filter(act -> act.getAct().equals("CALLED") && !act.getOwn() && !act.getFailed())
                .collect(Collectors.groupingBy(
                        act -> act.getDocument().isEmpty() ? act.getCall() : act.getDocument(),
                        LinkedHashMap::new,
                        Collectors.counting()));
        return often.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_CALLS)
                .map(call -> call.getKey() + (call.getValue() == 1 ? "" : " (" + call.getValue() + " times)"))
                .collect(Collectors.joining(", "));
    }

    void into(IncidentReport.Builder report) {
        report.setEffort(word).setManualBecause(because).setAutomate(automate);
    }
}
