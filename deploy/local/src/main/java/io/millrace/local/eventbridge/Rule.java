package io.millrace.local.eventbridge;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A rule of a bus: its pattern and its targets by id. */
final class Rule {
    private static final Logger LOG = LoggerFactory.getLogger(Rule.class);

    private final String name;
    private final String pattern;
    private final boolean enabled;
    private final Optional<RuleLog> log;
    private final Map<String, NamedTarget> targets;

    Rule(String name, String pattern, boolean enabled, Optional<RuleLog> log, Map<String, NamedTarget> targets) {
        this.name = name;
        this.pattern = pattern;
        this.enabled = enabled;
        this.log = log;
        this.targets = new TreeMap<>(targets);
    }

    String name() {
        return name;
    }

    String pattern() {
        return pattern;
    }

    boolean enabled() {
        return enabled;
    }

    synchronized Map<String, NamedTarget> targets() {
        return new TreeMap<>(targets);
    }

    synchronized void putTarget(String id, NamedTarget target, int most) {
        if (!targets.containsKey(id) && targets.size() == most) {
            throw EventBridgeErrors.limitExceeded("targets of rule " + name, most);
        }
        targets.put(id, target);
    }

    void deliver(Envelope event) {
        log.ifPresent(file -> file.append(event.text()));
        targets().forEach((id, target) -> deliver(event, id, target));
    }

    private void deliver(Envelope event, String id, NamedTarget target) {
        try {
            target.target().deliver(event.json(), event.text());
        } catch (RuntimeException e) {
            LOG.warn("Target {} of rule {} did not take event {}", id, name, event.id(), e);
        }
    }
}
