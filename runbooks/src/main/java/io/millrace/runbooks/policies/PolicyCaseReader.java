package io.millrace.runbooks.policies;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import io.millrace.runbooks.yaml.Fields;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads one file of policy tests. An event is given by canonical fields; what it leaves out comes from the file's
 * {@code defaults}, then from an open issue of severity 3. What the catalog derives cannot be given, only brought about.
 */
final class PolicyCaseReader {
    /** A Wednesday, ten o'clock UTC. */
    private static final Instant ARRIVED = Instant.parse("2026-01-07T10:00:00Z");

    private static final int MOST_FLAPS = 1_000;

    private static final List<String> GIVEN = List.of(
            "source",
            "detail-type",
            "account",
            "region",
            "kind",
            "status",
            "severity",
            "identity",
            "resources",
            "flapCount",
            "late",
            "attributes",
            "values",
            "arrivedAt",
            "eventTime");

    private final Fields file;
    private final Optional<Fields> defaults;

    PolicyCaseReader(Fields file) {
        this.file = file;
        this.defaults = file.object("defaults");
    }

    List<PolicyCase> cases() {
        defaults.ifPresent(PolicyCaseReader::check);
        var cases = new ArrayList<PolicyCase>();
        var names = new TreeSet<String>();
        for (Fields fields : file.objects("cases")) {
            String name = fields.text("name");
            if (!name.isEmpty() && !names.add(name)) {
                fields.problem("name", "case \"" + name + "\" is there twice; name what is different");
            }
            var event = fields.requiredObject("event");
            var expected = fields.requiredObject("expect");
            fields.done();
            event.ifPresent(PolicyCaseReader::check);
            if (event.isPresent() && expected.isPresent()) {
                int flaps = in(event.get(), "flapCount").integer("flapCount", 1, MOST_FLAPS, 1);
                cases.add(new PolicyCase(name, event(event.get()), flaps, expected.get()));
            }
        }
        return cases;
    }

    private OpsEvent event(Fields fields) {
        Instant arrivedAt = instant(fields, "arrivedAt", ARRIVED);
        return OpsEvent.newBuilder()
                .setRecordId("case")
                .setEventId("case")
                .setOrigin(Origin.STREAM)
                .setArrivedAt(arrivedAt)
                .setEventTime(instant(fields, "eventTime", arrivedAt))
                .setLate(in(fields, "late").flag("late", false))
                .setSource(text(fields, "source", "com.example.app"))
                .setDetailType(text(fields, "detail-type", "Something Happened"))
                .setKind(EventKind.valueOf(word(fields, "kind", EventKind.values(), EventKind.ISSUE)))
                .setStatus(EventStatus.valueOf(word(fields, "status", EventStatus.values(), EventStatus.OPEN)))
                .setSeverity(in(fields, "severity").integer("severity", SeverityRule.LEAST, SeverityRule.MOST, 3))
                .setIdentity(text(fields, "identity", "case"))
                .setDeliveryId("case")
                .setRevision(arrivedAt.toEpochMilli())
                .setTitle("")
                .setText("")
                .setAccount(text(fields, "account", ""))
                .setRegion(text(fields, "region", "eu-west-1"))
                .setResources(in(fields, "resources").texts("resources"))
                .setCorrelationKeys(List.of())
                .setAttributes(in(fields, "attributes").textMap("attributes"))
                .setValues(values(fields))
                .build();
    }

    /** The event's own field where it has one, else that of the defaults. */
    private Fields in(Fields event, String key) {
        return event.has(key)
                ? event
                : defaults.filter(fields -> fields.has(key)).orElse(event);
    }

    private String text(Fields fields, String key, String otherwise) {
        return in(fields, key).optionalText(key).orElse(otherwise);
    }

    private <E extends Enum<E>> String word(Fields fields, String key, E[] words, E otherwise) {
        var known = Arrays.stream(words).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
        String word = in(fields, key).oneOf(key, known, otherwise.name());
        return known.contains(word) ? word : otherwise.name();
    }

    private Instant instant(Fields fields, String key, Instant otherwise) {
        var source = in(fields, key);
        var text = source.optionalText(key);
        try {
            return text.map(Instant::parse).orElse(otherwise);
        } catch (DateTimeException e) {
            source.problem(
                    key, key + " is \"" + text.orElse("") + "\"; wanted a UTC instant such as 2026-08-05T10:00:00Z");
            return otherwise;
        }
    }

    private Map<String, Double> values(Fields fields) {
        var source = in(fields, "values");
        var values = new TreeMap<String, Double>();
        source.textMap("values").forEach((name, text) -> {
            try {
                values.put(name, Double.valueOf(text));
            } catch (NumberFormatException e) {
                source.problem("values", "value " + name + " is \"" + text + "\"; wanted a number");
            }
        });
        return values;
    }

    private static void check(Fields event) {
        for (String key : event.keys()) {
            if (CanonicalEvent.DERIVED.contains(key)) {
                event.problem(
                        key,
                        key + " is derived from the service catalog and the event;"
                                + " give what it follows from: account, resources, attributes, source or arrivedAt");
            }
        }
        event.done(concat(GIVEN, CanonicalEvent.DERIVED));
    }

    private static String[] concat(List<String> given, Set<String> derived) {
        var all = new TreeSet<>(given);
        all.addAll(derived);
        return all.toArray(String[]::new);
    }
}
