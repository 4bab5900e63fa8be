package io.millrace.runbooks.catalog;

import io.millrace.runbooks.Content;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.InvalidContentException;
import io.millrace.runbooks.yaml.Problem;
import java.util.List;
import java.util.TreeMap;

/** The shipped bundle with runbooks of a test's own beside its other parts. */
public final class EventRunbooks {
    private static final String FINDING = String.join(
            "\n",
            "id: ID",
            "version: \"1\"",
            "title: A finding",
            "advice: What to know.",
            "triggers:",
            "  - event: {source: [aws.guardduty], detail-type: [GuardDuty Finding]}",
            "tier: 1",
            "mode: live",
            "target: {type: \"ec2:instance\"}",
            "cooldown: 30m",
            "verifyWithin: 15m",
            "expiresAfter: 10m",
            "rungs:",
            "  - step:",
            "      name: stop",
            "      action: Millrace-RestartService",
            "      parameters:",
            "        InstanceId: {type: string, from: target.id}",
            "  - step:",
            "      name: stop-again",
            "      action: Millrace-RestartService",
            "      parameters:",
            "        InstanceId: {type: string, from: target.id}",
            "");

    private final TreeMap<String, String> files =
            new TreeMap<>(ContentBundle.shipped().files());

    public EventRunbooks() {
        files.keySet().removeIf(path -> path.startsWith("catalog/") || path.startsWith("controls/"));
        files.computeIfPresent("guardrails.yaml", (path, text) -> text.replaceFirst("(?m)^triggerSources: .*$", ""));
    }

    /** A runbook that a GuardDuty finding on an instance starts, changed by pairs of what stands there and what shall. */
    public EventRunbooks with(String id, String... changes) {
        String text = FINDING.replace("ID", id);
        for (int i = 0; i < changes.length; i += 2) {
            if (!text.contains(changes[i])) {
                throw new IllegalArgumentException("no " + changes[i] + " in " + text);
            }
            text = text.replace(changes[i], changes[i + 1]);
        }
        files.put("catalog/" + id + ".yaml", text);
        return this;
    }

    /** Replaces a text in another file of the bundle. */
    public EventRunbooks changed(String path, String from, String to) {
        files.computeIfPresent(path, (name, text) -> text.replace(from, to));
        return this;
    }

    public Content compile() {
        return ContentBundle.of(files).compile();
    }

    /** What is wrong, as it is told; empty when nothing is. */
    public List<String> problems() {
        try {
            compile();
            return List.of();
        } catch (InvalidContentException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }
}
