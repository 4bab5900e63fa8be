package io.millrace.local.eventbridge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.http.WireRequest;
import java.util.List;
import java.util.regex.Pattern;

/** Rules and targets over the wire: event patterns only, whole events only. */
final class RuleActions {
    private static final Pattern NAME = Pattern.compile("[.\\-_A-Za-z0-9]{1,64}");
    private static final int TARGETS_PER_CALL = 100;

    private final EventBuses buses;
    private final TargetArns targets;

    RuleActions(EventBuses buses, TargetArns targets) {
        this.buses = buses;
        this.targets = targets;
    }

    ObjectNode putRule(WireRequest request) {
        var bus = bus(request);
        var name = request.requiredText("Name");
        if (!NAME.matcher(name).matches()) {
            throw WireRequest.constraint(name, "Name", "Member must satisfy regular expression pattern: " + NAME);
        }
        if (request.text("ScheduleExpression").isPresent()) {
            throw EventBridgeErrors.validation(EventBridgeStandIn.NAME + " has no schedules: give an EventPattern");
        }
        var enabled = !request.text("State").orElse("ENABLED").equals("DISABLED");
        bus.putRule(name, request.requiredText("EventPattern"), enabled);
        return JsonNodeFactory.instance.objectNode().put("RuleArn", buses.ruleArn(bus.name(), name));
    }

    ObjectNode listRules(WireRequest request) {
        var bus = bus(request);
        var prefix = request.text("NamePrefix").orElse("");
        var answer = JsonNodeFactory.instance.objectNode();
        var rules = answer.putArray("Rules");
        for (var rule : bus.rules()) {
            if (rule.name().startsWith(prefix)) {
                rules.addObject()
                        .put("Name", rule.name())
                        .put("Arn", buses.ruleArn(bus.name(), rule.name()))
                        .put("EventPattern", rule.pattern())
                        .put("State", rule.enabled() ? "ENABLED" : "DISABLED")
                        .put("EventBusName", bus.name());
            }
        }
        return answer;
    }

    ObjectNode putTargets(WireRequest request) {
        var bus = bus(request);
        var rule = request.requiredText("Rule");
        for (var node : request.requiredList("Targets", 1, TARGETS_PER_CALL)) {
            var target = request.nested(node);
            refuseTransformed(target);
            var arn = target.requiredText("Arn");
            var path = target.member("KinesisParameters")
                    .flatMap(parameters -> target.nested(parameters).text("PartitionKeyPath"))
                    .orElse("$.id");
            bus.putTarget(rule, target.requiredText("Id"), new NamedTarget(arn, targets.resolve(arn, path)));
        }
        var answer = JsonNodeFactory.instance.objectNode().put("FailedEntryCount", 0);
        answer.putArray("FailedEntries");
        return answer;
    }

    ObjectNode listTargets(WireRequest request) {
        var answer = JsonNodeFactory.instance.objectNode();
        var list = answer.putArray("Targets");
        bus(request).rule(request.requiredText("Rule")).targets().forEach((id, target) -> list.addObject()
                .put("Id", id)
                .put("Arn", target.arn()));
        return answer;
    }

    private EventBus bus(WireRequest request) {
        return buses.get(request.text("EventBusName").orElse(EventBuses.DEFAULT));
    }

    private static void refuseTransformed(WireRequest target) {
        for (var member : List.of("Input", "InputPath", "InputTransformer")) {
            if (target.member(member).isPresent()) {
                throw EventBridgeErrors.validation(
                        EventBridgeStandIn.NAME + " delivers whole events only, not through " + member);
            }
        }
    }
}
