package io.millrace.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Reads what goes over the bus: one line at once for what people would be told, and the story for the end. */
final class BusReader {
    private final Consumer<String> lines;
    private final Set<String> seen = new TreeSet<>();
    private final Map<String, JsonNode> threads = new LinkedHashMap<>();
    private final Map<String, JsonNode> explained = new LinkedHashMap<>();
    private final List<String> acted = new ArrayList<>();
    private final Circles circles = new Circles();
    private long refused;

    BusReader(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Takes one event; repeats by id are dropped, as every consumer should. */
    synchronized void accept(JsonNode event) {
        JsonNode detail = event.path("detail");
        String id = detail.path("id").asText(event.path("id").asText());
        if (!seen.add(event.path("detail-type").asText() + id)) {
            return;
        }
        circles.accept(event);
        switch (event.path("detail-type").asText()) {
            case "Thread Opened" -> {
                threads.put(detail.path("threadId").asText(), detail);
                say(detail.path("openedAt"), "thread", about(detail));
            }
            case "Thread Updated", "Thread Resolved", "Escalation Raised" -> changed(event, detail);
            case "Remediation Requested" ->
                act(
                        event,
                        "command",
                        detail.path("step").asText() + " on "
                                + tail(detail.path("target").asText()) + " ("
                                + detail.path("runbook").asText() + ", "
                                + detail.path("mode").asText() + ")");
            case "Remediation Refused" -> {
                refused++;
                act(
                        event,
                        "refused",
                        detail.path("step").asText() + " on "
                                + tail(detail.path("target").asText()) + ": "
                                + detail.path("reason").asText());
            }
            case "Remediation Verified" ->
                act(
                        event,
                        "verified",
                        detail.path("outcome").asText() + ": "
                                + detail.path("detail").asText());
            case "Thread Linked" ->
                say(
                        detail.path("time"),
                        "linked",
                        detail.path("title").asText() + ", explained by "
                                + detail.path("parentTitle").asText());
            case "Notification Requested" ->
                say(
                        detail.path("time"),
                        detail.path("notification").asText().equals("UPDATE") ? "informed" : "paged",
                        "P" + detail.path("priority").asText() + " "
                                + detail.path("audience")
                                        .asText(detail.path("owner").asText())
                                + ": "
                                + detail.path("title").asText());
            case "Problem Detected" ->
                say(
                        detail.path("lastAt"),
                        "problem",
                        detail.path("title").asText() + ", "
                                + detail.path("count").asText() + " times in 30 days");
            case "Report Produced" ->
                say(detail.path("time"), "report", detail.path("title").asText());
            case "Remediation Outcome" ->
                act(
                        event,
                        "executor",
                        detail.path("outcome").asText() + ": "
                                + detail.path("text").asText());
            case "EC2 Automation Execution Status-change Notification" ->
                act(
                        event,
                        "ssm",
                        detail.path("Definition").asText() + " is "
                                + detail.path("Status").asText() + " [execution "
                                + detail.path("ExecutionId").asText() + "]");
            default -> {}
        }
    }

    /** From trouble to its end. */
    Circles circles() {
        return circles;
    }

    /** The threads most worth reading, most urgent first, each with its storyline. */
    synchronized String story(int most) {
        var text = new StringBuilder();
        threads.values().stream()
                .sorted(Comparator.comparingInt(
                                (JsonNode thread) -> thread.path("priority").asInt(5))
                        .thenComparing(thread -> -thread.path("eventCount").asInt()))
                .limit(most)
                .forEach(thread -> tell(thread, text));
        return text.toString();
    }

    /** The last things done, refused and verified, oldest first. */
    synchronized List<String> deeds(int most) {
        return List.copyOf(acted.subList(Math.max(0, acted.size() - most), acted.size()));
    }

    synchronized long refused() {
        return refused;
    }

    private void changed(JsonNode event, JsonNode detail) {
        String id = detail.path("threadId").asText();
        threads.put(id, detail);
        if (detail.path("change").asText().equals("EXPLAINED")) {
            explained.put(id, detail.path("explanation"));
        } else if (event.path("detail-type").asText().equals("Escalation Raised")) {
            say(event.path("time"), "person", detail.path("reason").asText() + " [" + about(detail) + "]");
        } else if (event.path("detail-type").asText().equals("Thread Resolved")) {
            say(event.path("time"), "resolved", about(detail));
        }
    }

    private void act(JsonNode event, String kind, String what) {
        acted.add(minute(event.path("time")) + "  " + pad(kind) + what);
        say(event.path("time"), kind, what);
    }

    private void tell(JsonNode thread, StringBuilder text) {
        text.append("\n  ")
                .append(about(thread))
                .append(", ")
                .append(thread.path("status").asText().toLowerCase(Locale.ROOT));
        JsonNode story = explained.get(thread.path("threadId").asText());
        if (story != null) {
            story.path("storyline").forEach(sentence -> text.append("\n    ")
                    .append(sentence.path("text").asText()));
            story.path("advice").forEach(sentence -> text.append("\n    Advice: ")
                    .append(sentence.path("text").asText().strip()));
        }
        text.append('\n');
    }

    private void say(JsonNode time, String kind, String what) {
        lines.accept(minute(time) + "  " + pad(kind) + what);
    }

    private static String about(JsonNode thread) {
        String service = thread.path("service").asText();
        return "P" + thread.path("priority").asInt() + " " + (service.isEmpty() ? "" : service + ": ")
                + thread.path("title").asText();
    }

    private static String pad(String kind) {
        return String.format("%-9s ", kind);
    }

    private static String minute(JsonNode time) {
        String text = time.asText();
        return text.length() >= 16 ? text.substring(5, 16).replace('T', ' ') : text;
    }

    private static String tail(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
