package io.millrace.runbooks.policies;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import io.millrace.runbooks.yaml.Fields;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads the events of policy tests, given by canonical fields: what an event leaves out comes from the file's {@code defaults},
 * then from an open issue of severity 3. What the catalog derives cannot be given, only brought about.
 */
final class TestEventReader {
    /** A Wednesday, ten o'clock UTC. */
    static final Instant ARRIVED = Instant.parse("2026-01-07T10:00:00Z");

    private static final int MOST_FLAPS = 1_000;

    private static final List<String> GIVEN = given();

    private final Optional<Fields> defaults;

    TestEventReader(Fields file) {
        this.defaults = file.object("defaults");
    }

    /** What a pattern may ask for and an event can bring itself; how often it flapped is given beside it. */
    private static List<String> given() {
        var given = new TreeSet<>(CanonicalEvent.FIELDS);
        given.removeAll(CanonicalEvent.DERIVED);
        given.remove("flapCount");
        given.add("eventTime");
        return List.copyOf(given);
    }

    /** Once for each file. */
    void checkDefaults() {
        defaults.ifPresent(fields -> check(fields, "arrivedAt", "flapCount"));
    }

    /** Notes keys of an event that mean nothing; {@code more} are known besides. */
    void check(Fields event, String... more) {
        for (String key : event.keys()) {
            if (CanonicalEvent.DERIVED.contains(key)) {
                event.problem(
                        key,
                        key + " is derived from the service catalog and the event;"
                                + " give what it follows from: account, resources, attributes, source or arrivedAt");
            }
        }
        event.done(concat(GIVEN, CanonicalEvent.DERIVED, List.of(more)));
    }

    int flapCount(Fields event) {
        return in(event, "flapCount").integer("flapCount", 1, MOST_FLAPS, 1);
    }

    Instant arrivedAt(Fields event) {
        return instant(event, "arrivedAt", ARRIVED);
    }

    /**
     * @param name its id, and its identity unless it says another
     * @param kind unless it says another; likewise {@code status}
     */
    OpsEvent event(Fields fields, String name, Instant arrivedAt, EventKind kind, EventStatus status) {
        return OpsEvent.newBuilder()
                .setRecordId(name)
                .setEventId(name)
                .setOrigin(Origin.STREAM)
                .setArrivedAt(arrivedAt)
                .setEventTime(instant(fields, "eventTime", arrivedAt))
                .setLate(in(fields, "late").flag("late", false))
                .setSource(text(fields, "source", "com.example.app"))
                .setDetailType(text(fields, "detail-type", "Something Happened"))
                .setKind(EventKind.valueOf(word(fields, "kind", EventKind.values(), kind)))
                .setStatus(EventStatus.valueOf(word(fields, "status", EventStatus.values(), status)))
                .setSeverity(in(fields, "severity").integer("severity", SeverityRule.LEAST, SeverityRule.MOST, 3))
                .setIdentity(text(fields, "identity", name))
                .setDeliveryId(name)
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

    private static String[] concat(List<String> given, Set<String> derived, List<String> more) {
        var all = new TreeSet<>(given);
        all.addAll(derived);
        all.addAll(more);
        return all.toArray(String[]::new);
    }
}
