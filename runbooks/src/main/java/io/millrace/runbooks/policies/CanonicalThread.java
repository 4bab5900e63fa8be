package io.millrace.runbooks.policies;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.ThreadState;
import java.util.Set;

/** A thread as triggers of runbooks see it, once the event has joined it. Its title is prose and no part of it. */
final class CanonicalThread {
    /** Fields a pattern may ask for. */
    static final Set<String> FIELDS = Set.of(
            "priority",
            "severity",
            "status",
            "service",
            "services",
            "tenant",
            "owner",
            "situations",
            "account",
            "region",
            "eventCount");

    /** Fields that hold numbers; the rest are texts. */
    static final Set<String> NUMBERS = Set.of("priority", "severity", "eventCount");

    private CanonicalThread() {}

    static ObjectNode json(ThreadState thread) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("priority", thread.getPriority());
        json.put("severity", thread.getSeverity());
        json.put("status", thread.getStatus().name());
        json.put("service", thread.getService());
        var services = json.putArray("services");
        thread.getServices().forEach(services::add);
        json.put("tenant", thread.getTenant());
        json.put("owner", thread.getOwner());
        var situations = json.putArray("situations");
        thread.getSituations().forEach(situations::add);
        json.put("account", thread.getAccount());
        json.put("region", thread.getRegion());
        json.put("eventCount", thread.getEventCount());
        return json;
    }
}
