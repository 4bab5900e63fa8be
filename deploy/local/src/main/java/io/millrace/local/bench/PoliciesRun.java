package io.millrace.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.runbooks.Content;
import io.millrace.runbooks.ContentBundle;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.TreeMap;
import software.amazon.event.ruler.GenericMachine;

/**
 * The policy engine with 1,000 mixed rules beside the shipped ones, against Event Ruler alone with the same patterns over the
 * same events as ready JSON; processor time of one thread, in turns.
 */
final class PoliciesRun {
    static final int RULES = 1_000;

    private static final int ROUNDS = 7;
    private static final int EVENTS = 20_000;

    private final EventSample sample;
    private final Content content;
    private final GenericMachine<String> machine = new GenericMachine<>();

    PoliciesRun(BenchRecords kind) throws Exception {
        sample = new EventSample(kind);
        var files = new TreeMap<>(BenchContent.bundle().files());
        files.put("policies/zz-bench.yaml", rules());
        content = ContentBundle.of(files).compile();
        var yaml = new YAMLMapper();
        for (var file : files.entrySet()) {
            if (file.getKey().startsWith("policies/")) {
                for (JsonNode policy : yaml.readTree(file.getValue()).path("policies")) {
                    machine.addRule(
                            policy.path("id").asText(), policy.path("match").toString());
                }
            }
        }
    }

    /** Nanoseconds for an event, by Event Ruler alone and by the engine. */
    record Figures(Measured ruler, Measured engine) {}

    Figures run() throws Exception {
        var ruler = new ArrayList<Double>();
        var engine = new ArrayList<Double>();
        for (int round = -2; round < ROUNDS; round++) {
            double alone = ruler();
            double decided = engine();
            if (round >= 0) {
                ruler.add(alone);
                engine.add(decided);
            }
        }
        return new Figures(Measured.of(ruler), Measured.of(engine));
    }

    private double ruler() throws Exception {
        long before = now();
        int found = 0;
        for (int i = 0; i < EVENTS; i++) {
            found += machine.rulesForJSONEvent(sample.canonical.get(i % sample.canonical.size()))
                    .size();
        }
        return each(before, found);
    }

    private double engine() {
        long before = now();
        int found = 0;
        for (int i = 0; i < EVENTS; i++) {
            int at = i % sample.events.size();
            found += content.policies()
                    .decide(sample.events.get(at), sample.ownerships.get(at), 1)
                    .severity();
        }
        return each(before, found);
    }

    private static double each(long before, int found) {
        if (found == 0) {
            throw new IllegalStateException("No rule matched any event: nothing was measured");
        }
        return (now() - before) / (double) EVENTS;
    }

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Equality, prefix, numbers, anything-but, and an attribute, each on two or three fields. */
    private static String rules() {
        var yaml = new StringBuilder("policies:\n");
        for (int rule = 0; rule < RULES; rule++) {
            yaml.append("  - id: bench-").append(rule).append('\n');
            yaml.append("    description: rule ").append(rule).append(" of the bench\n    match:\n");
            yaml.append("      service: [service-").append(rule).append("]\n");
            switch (rule % 4) {
                case 0 ->
                    yaml.append("      source: [aws.cloudwatch, aws.health]\n      severity: [{numeric: [\">=\", ")
                            .append(rule % 5 + 1)
                            .append("]}]\n");
                case 1 ->
                    yaml.append("      identity: [{prefix: \"alarm:")
                            .append(rule)
                            .append("\"}]\n");
                case 2 ->
                    yaml.append("      environment: [{anything-but: [test, staging]}]\n      kind: [ISSUE, OTHER]\n");
                default ->
                    yaml.append("      attributes: {team: [team-")
                            .append(rule % 20)
                            .append("]}\n");
            }
            yaml.append("    then: {action: discharge}\n");
        }
        return yaml.toString();
    }
}
