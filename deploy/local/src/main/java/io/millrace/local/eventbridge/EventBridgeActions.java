package io.millrace.local.eventbridge;

import io.millrace.local.http.Action;
import io.millrace.local.http.Faults;
import java.util.Map;
import java.util.Set;

/** The table of actions: what is answered, and what the real service has besides. */
final class EventBridgeActions {
    static final String TARGET = "AWSEvents";

    static final Set<String> UNSUPPORTED = Set.of(
            "CreateArchive",
            "CreateConnection",
            "DeleteEventBus",
            "DeleteRule",
            "DescribeRule",
            "DisableRule",
            "EnableRule",
            "ListEventBuses",
            "ListRuleNamesByTarget",
            "PutPartnerEvents",
            "PutPermission",
            "RemoveTargets",
            "StartReplay",
            "TagResource",
            "TestEventPattern",
            "UpdateEventBus");

    private EventBridgeActions() {}

    static Map<String, Action> of(EventBuses buses, Delivery delivery, EventBridgeOptions options, Faults faults) {
        var events = new PutEventsAction(options, delivery, faults);
        var bus = new BusActions(buses);
        var rule = new RuleActions(buses, new TargetArns(options.kinesis()));
        return Map.of(
                "PutEvents", events::putEvents,
                "CreateEventBus", bus::create,
                "DescribeEventBus", bus::describe,
                "PutRule", rule::putRule,
                "ListRules", rule::listRules,
                "PutTargets", rule::putTargets,
                "ListTargetsByRule", rule::listTargets);
    }
}
