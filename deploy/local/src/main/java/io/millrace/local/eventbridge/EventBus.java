package io.millrace.local.eventbridge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/** A bus: its rules, matched all at once by Event Ruler, the library that EventBridge itself publishes. */
final class EventBus {
    private final String name;
    private final EventBridgeLimits limits;
    private final Optional<Path> logFolder;
    private final Map<String, Rule> rules = new TreeMap<>();
    private final Machine machine = new Machine();

    EventBus(String name, EventBridgeLimits limits, Optional<Path> logFolder) {
        this.name = name;
        this.limits = limits;
        this.logFolder = logFolder;
    }

    String name() {
        return name;
    }

    /** Creates the rule, or changes the pattern of one that exists and keeps its targets. */
    synchronized void putRule(String rule, String pattern, boolean enabled) {
        requireValid(pattern);
        var known = rules.get(rule);
        if (known == null && rules.size() == limits.rules()) {
            throw EventBridgeErrors.limitExceeded("rules of bus " + name, limits.rules());
        }
        try {
            if (known != null && known.enabled()) {
                machine.deleteRule(rule, known.pattern());
            }
            if (enabled) {
                machine.addRule(rule, pattern);
            }
        } catch (IOException e) {
            throw EventBridgeErrors.invalidPattern(String.valueOf(e.getMessage()));
        }
        var targets = known == null ? Map.<String, NamedTarget>of() : known.targets();
        rules.put(
                rule,
                new Rule(rule, pattern, enabled, logFolder.map(folder -> new RuleLog(folder, name, rule)), targets));
    }

    synchronized Rule rule(String rule) {
        return Optional.ofNullable(rules.get(rule)).orElseThrow(() -> EventBridgeErrors.noRule(rule, name));
    }

    synchronized Collection<Rule> rules() {
        return List.copyOf(rules.values());
    }

    void putTarget(String rule, String targetId, NamedTarget target) {
        rule(rule).putTarget(targetId, target, limits.targets());
    }

    /** The rules that match, by name. */
    synchronized List<Rule> matching(Envelope event) {
        try {
            return machine.rulesForJSONEvent(event.text()).stream()
                    .sorted()
                    .map(this::rule)
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException("Matching event " + event.id() + " against the rules of bus " + name, e);
        }
    }

    private void requireValid(String pattern) {
        if (pattern.length() > limits.patternCharacters()) {
            throw EventBridgeErrors.validation("1 validation error detected: Value of " + pattern.length()
                    + " characters at 'eventPattern' failed to satisfy constraint: Member must have length less than or equal to "
                    + limits.patternCharacters());
        }
        // Answers null where the pattern is valid.
        var problem = JsonRuleCompiler.check(pattern);
        if (problem != null) {
            throw EventBridgeErrors.invalidPattern(problem);
        }
    }
}
