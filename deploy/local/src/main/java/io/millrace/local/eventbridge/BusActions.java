package io.millrace.local.eventbridge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.http.WireRequest;

/** CreateEventBus and DescribeEventBus. */
final class BusActions {
    private final EventBuses buses;

    BusActions(EventBuses buses) {
        this.buses = buses;
    }

    ObjectNode create(WireRequest request) {
        var name = request.requiredText("Name");
        buses.create(name);
        return JsonNodeFactory.instance.objectNode().put("EventBusArn", buses.arn(name));
    }

    ObjectNode describe(WireRequest request) {
        var bus = buses.get(request.text("Name").orElse(EventBuses.DEFAULT));
        return JsonNodeFactory.instance.objectNode().put("Name", bus.name()).put("Arn", buses.arn(bus.name()));
    }
}
