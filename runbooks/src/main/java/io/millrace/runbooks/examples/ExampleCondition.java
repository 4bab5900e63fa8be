package io.millrace.runbooks.examples;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import io.millrace.runbooks.Content;
import io.millrace.runbooks.Names;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Nearest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A condition that is met, as an example gives it: which one, on what, at which figure. */
final class ExampleCondition {
    /** A Wednesday, ten o'clock UTC. */
    static final Instant MET = Instant.parse("2026-08-05T10:00:00Z");

    private final Fields fields;
    private final String id;
    private final double value;
    private final Map<String, String> dimensions;
    private final String account;
    private final String region;

    private ExampleCondition(Fields fields) {
        this.fields = fields;
        this.id = fields.text("id", Names.ID, Names.ID_WANTED);
        this.value = fields.number("value");
        this.dimensions = fields.textMap("dimensions");
        this.account = fields.optionalText("account").orElse("111122223333");
        this.region = fields.optionalText("region").orElse("eu-west-1");
        fields.done();
    }

    static ExampleCondition read(Fields fields) {
        return new ExampleCondition(fields);
    }

    /** The event as the score stage makes it; empty, and a problem, where the bundle has no such condition. */
    Optional<OpsEvent> event(Content content) {
        var known = content.conditions().ids();
        if (!known.contains(id)) {
            fields.problem("id", "no condition \"" + id + "\" in the bundle; " + Nearest.hint(id, known));
            return Optional.empty();
        }
        var attributes = new TreeMap<String, String>();
        dimensions.forEach((name, text) -> attributes.put("dim." + name, text));
        attributes.put("conditionId", id);
        return Optional.of(OpsEvent.newBuilder()
                .setRecordId("example-record")
                .setEventId("example-event")
                .setOrigin(Origin.DERIVED)
                .setArrivedAt(MET.plusSeconds(1))
                .setEventTime(MET)
                .setSource("millrace")
                .setDetailType("Condition Met")
                .setKind(EventKind.CONDITION)
                .setStatus(EventStatus.OPEN)
                .setSeverity(4)
                .setIdentity("condition:" + id + ":example")
                .setDeliveryId("example-delivery")
                .setRevision(1)
                .setTitle("Condition " + id)
                .setText("")
                .setAccount(account)
                .setRegion(region)
                .setResources(List.of())
                .setCorrelationKeys(List.of())
                .setAttributes(attributes)
                .setValues(new TreeMap<>(Map.of("value", value)))
                .build());
    }
}
