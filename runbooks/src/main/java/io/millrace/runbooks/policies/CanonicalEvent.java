package io.millrace.runbooks.policies;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.services.Ownership;
import java.util.Set;

/**
 * An event as policies see it. Typed fields only: title and text are prose that anyone who can name an
 * alarm or write a Health description controls, so no pattern can ask for them.
 */
final class CanonicalEvent {
    /** Fields a pattern may ask for. */
    static final Set<String> FIELDS = Set.of(
            "source",
            "detail-type",
            "account",
            "region",
            "kind",
            "status",
            "severity",
            "identity",
            "resources",
            "service",
            "tier",
            "environment",
            "owner",
            "catalogGap",
            "accountKind",
            "businessHours",
            "daysUntil",
            "flapCount",
            "late",
            "attributes",
            "values");

    /** Fields that follow from the catalog and other fields: an event cannot bring them itself. */
    static final Set<String> DERIVED = Set.of(
            "service", "tier", "environment", "owner", "catalogGap", "accountKind", "businessHours", "daysUntil");

    /** Derived fields that cost something: only made where a pattern asks for one. */
    static final Set<String> COSTLY = Set.of("businessHours", "daysUntil");

    /** Fields with free keys below them. */
    static final Set<String> OPEN_FIELDS = Set.of("attributes", "values");

    /** Fields that hold true or false. */
    static final Set<String> BOOLEANS = Set.of("catalogGap", "businessHours", "late");

    /** Fields that hold numbers; the rest are texts. */
    static final Set<String> NUMBERS = Set.of("severity", "tier", "daysUntil", "flapCount", "values");

    private CanonicalEvent() {}

    /** @param asked those of {@link #COSTLY} that some pattern asks for */
    static ObjectNode json(OpsEvent event, Ownership ownership, int flapCount, Set<String> asked) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("source", event.getSource());
        json.put("detail-type", event.getDetailType());
        json.put("account", event.getAccount());
        json.put("region", event.getRegion());
        json.put("kind", event.getKind().name());
        json.put("status", event.getStatus().name());
        json.put("severity", event.getSeverity());
        json.put("identity", event.getIdentity());
        var resources = json.putArray("resources");
        event.getResources().forEach(resources::add);
        json.put("service", ownership.service());
        json.put("tier", ownership.tier());
        json.put("environment", ownership.environment());
        json.put("owner", ownership.owner());
        json.put("catalogGap", ownership.catalogGap());
        json.put("accountKind", ownership.accountKind());
        if (asked.contains("businessHours")) {
            ownership.isBusinessHours(event.getArrivedAt()).ifPresent(at -> json.put("businessHours", at));
        }
        if (asked.contains("daysUntil")) {
            LifecycleDate.daysUntil(event).ifPresent(days -> json.put("daysUntil", days));
        }
        json.put("flapCount", flapCount);
        json.put("late", event.getLate());
        var attributes = json.putObject("attributes");
        event.getAttributes().forEach(attributes::put);
        var values = json.putObject("values");
        event.getValues().forEach((name, value) -> {
            if (Double.isFinite(value)) {
                values.put(name, value);
            }
        });
        return json;
    }
}
