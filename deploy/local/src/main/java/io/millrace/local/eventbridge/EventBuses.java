package io.millrace.local.eventbridge;

import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** All buses by name; {@code default} is always there. */
final class EventBuses {
    static final String DEFAULT = "default";

    private final ConcurrentSkipListMap<String, EventBus> byName = new ConcurrentSkipListMap<>();
    private final EventBridgeOptions options;

    EventBuses(EventBridgeOptions options) {
        this.options = options;
        create(DEFAULT);
    }

    void create(String name) {
        var bus = new EventBus(name, options.limits(), options.logFolder());
        if (byName.putIfAbsent(name, bus) != null) {
            throw EventBridgeErrors.busExists(name);
        }
    }

    /** The bus of this name or ARN. */
    Optional<EventBus> find(String nameOrArn) {
        return Optional.ofNullable(byName.get(name(nameOrArn)));
    }

    EventBus get(String nameOrArn) {
        return find(nameOrArn).orElseThrow(() -> EventBridgeErrors.noBus(name(nameOrArn)));
    }

    String arn(String bus) {
        return prefix() + "event-bus/" + bus;
    }

    String ruleArn(String bus, String rule) {
        return prefix() + "rule/" + (bus.equals(DEFAULT) ? "" : bus + "/") + rule;
    }

    private String prefix() {
        return "arn:aws:events:" + options.region() + ":" + options.account() + ":";
    }

    private static String name(String nameOrArn) {
        int start = nameOrArn.indexOf(":event-bus/");
        return start < 0 ? nameOrArn : nameOrArn.substring(start + ":event-bus/".length());
    }
}
