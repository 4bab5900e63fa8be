package io.millrace.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The way from trouble to its end, thread by thread, as the buses told it: what was asked for, what was executed, what data said of
 * that, and how it ended. For the report: one that a command fixed, and one that climbed its ladder in vain.
 */
final class Circles {
    private final Map<String, Story> threads = new LinkedHashMap<>();
    private final Map<String, String> threadOfExecution = new LinkedHashMap<>();
    private final Map<String, List<Line>> parked = new LinkedHashMap<>();

    private record Line(String time, String kind, String what) {
        /** What a verdict leads to follows it, also within one moment: the bus keeps no order. */
        private static final List<String> WITHIN_A_MOMENT =
                List.of("thread", "executor", "ssm", "verified", "command", "person", "resolved", "report");

        private static final Comparator<Line> AS_IT_HAPPENED =
                Comparator.comparing(Line::time).thenComparing(line -> WITHIN_A_MOMENT.indexOf(line.kind()));
    }

    /** What became of one thread. */
    private static final class Story {
        private final List<Line> lines = new ArrayList<>();
        private int commands;
        private int fixed;
        private int notFixed;
        private boolean resolved;
        private boolean escalated;
        private boolean reported;

        boolean isFullCircle() {
            return commands > 0 && fixed > 0 && notFixed == 0 && resolved && !escalated;
        }

        boolean climbedInVain() {
            return commands > 1 && notFixed > 1 && fixed == 0 && escalated;
        }
    }

    /** An event of the operations bus, or of the account's default bus; the reader has dropped repeats. */
    synchronized void accept(JsonNode event) {
        JsonNode detail = event.path("detail");
        Story story = threads.computeIfAbsent(detail.path("threadId").asText(), id -> new Story());
        switch (event.path("detail-type").asText()) {
            case "Thread Opened" -> {
                String id = detail.path("threadId").asText();
                add(story, event, "thread", detail.path("title").asText() + " [thread " + id + "]");
            }
            case "Remediation Requested" -> {
                boolean reads = detail.path("diagnosis").asBoolean();
                story.commands += reads ? 0 : 1;
                add(
                        story,
                        event,
                        "command",
                        detail.path("step").asText() + " on "
                                + detail.path("target").asText().replaceAll(".*[/:]", "") + ", "
                                + (reads
                                        ? "diagnosis"
                                        : "rung " + (detail.path("rung").asInt() + 1)) + " of "
                                + detail.path("runbook").asText() + " [command "
                                + detail.path("commandId").asText() + "]");
            }
            case "Remediation Outcome" -> {
                String execution = detail.path("executionId").asText();
                add(
                        story,
                        event,
                        "executor",
                        detail.path("outcome").asText()
                                + (execution.isEmpty() ? "" : " [execution " + execution + "]"));
                threadOfExecution.put(execution, detail.path("threadId").asText());
                List<Line> early = parked.remove(execution);
                if (early != null) {
                    story.lines.addAll(early);
                }
            }
            case "EC2 Automation Execution Status-change Notification" -> {
                String execution = detail.path("ExecutionId").asText();
                var line = line(
                        event,
                        "ssm",
                        "automation " + detail.path("Definition").asText() + " is "
                                + detail.path("Status").asText() + " [execution " + execution + "]");
                Story known = threads.get(threadOfExecution.getOrDefault(execution, "-"));
                (known == null ? parked.computeIfAbsent(execution, id -> new ArrayList<>()) : known.lines).add(line);
            }
            case "Remediation Verified" -> {
                String word = detail.path("outcome").asText();
                story.fixed += word.equals("FIXED") ? 1 : 0;
                story.notFixed += word.equals("NOT_FIXED") ? 1 : 0;
                add(
                        story,
                        event,
                        "verified",
                        word + ": " + detail.path("detail").asText() + " [command "
                                + detail.path("commandId").asText() + "]");
            }
            case "Escalation Raised" -> {
                // that nobody took a thread on in time says nothing of its ladder
                story.escalated |= detail.path("stage").asText("ladder").equals("ladder");
                add(story, event, "person", detail.path("reason").asText());
            }
            case "Thread Resolved" -> {
                story.resolved = true;
                add(story, event, "resolved", "nothing is left open");
            }
            case "Report Produced" -> {
                story.reported = true;
                add(story, event, "report", detail.path("title").asText());
            }
            default -> {}
        }
    }

    /** The one that was fixed and resolved, reported if one is; empty while there is none. */
    synchronized Optional<String> fixed() {
        return find(Story::isFullCircle);
    }

    /** The one that no rung helped and a person was called for; empty while there is none. */
    synchronized Optional<String> climbed() {
        return find(Story::climbedInVain);
    }

    String text() {
        return "A full circle: trouble, command, recovery, verdict\n"
                + fixed().orElse("  none yet: give it longer (--for)\n")
                + "\nAnd one that its runbook could not help: up the ladder, to a person\n"
                + climbed().orElse("  none yet: give it longer (--for)\n");
    }

    private Optional<String> find(Predicate<Story> wanted) {
        return threads.entrySet().stream()
                .filter(entry -> !entry.getKey().isEmpty())
                .map(Map.Entry::getValue)
                .filter(wanted)
                .max(Comparator.<Story, Boolean>comparing(story -> story.reported)
                        .thenComparing(story -> -story.lines.size()))
                .map(Circles::told);
    }

    private static String told(Story story) {
        var text = new StringBuilder();
        story.lines.stream().sorted(Line.AS_IT_HAPPENED).forEach(line -> text.append("  ")
                .append(line.time(), 5, 19)
                .append("  ")
                .append(String.format("%-9s ", line.kind()))
                .append(line.what())
                .append('\n'));
        return text.toString();
    }

    private static void add(Story story, JsonNode event, String kind, String what) {
        story.lines.add(line(event, kind, what));
    }

    private static Line line(JsonNode event, String kind, String what) {
        return new Line(event.path("time").asText().replace('T', ' '), kind, what);
    }
}
