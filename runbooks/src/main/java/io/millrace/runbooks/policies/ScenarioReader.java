package io.millrace.runbooks.policies;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.Names;
import io.millrace.runbooks.yaml.Durations;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Nearest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the {@code scenarios} of one file of policy tests. Times are distances from the scenario's beginning. */
final class ScenarioReader {
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final int MOST_EVENTS = 500;

    private final Fields file;
    private final TestEventReader events;

    ScenarioReader(Fields file, TestEventReader events) {
        this.file = file;
        this.events = events;
    }

    List<Scenario> scenarios() {
        var scenarios = new ArrayList<Scenario>();
        var names = new TreeSet<String>();
        for (Fields fields : file.objects("scenarios")) {
            String name = fields.text("name");
            if (!name.isEmpty() && !names.add(name)) {
                fields.problem("name", "scenario \"" + name + "\" is there twice; name what is different");
            }
            Instant start = events.arrivedAt(fields);
            var followers = new TreeSet<String>();
            Map<String, OpsEvent> all = events(fields, start, followers);
            Instant last = all.values().stream()
                    .map(OpsEvent::getArrivedAt)
                    .max(Instant::compareTo)
                    .orElse(start);
            Instant until = fields.has("until") ? start.plus(offset(fields, "until")) : last;
            var expected = fields.requiredObject("expect");
            fields.done();
            if (until.isBefore(last)) {
                fields.problem("until", "until is before the last event, at " + Duration.between(start, last));
            }
            expected.ifPresent(found -> scenarios.add(new Scenario(
                    List.copyOf(all.values()), until, ScenarioExpectation.read(name, all, followers, found))));
        }
        return scenarios;
    }

    /** @param followers becomes the ids of those that only go on or end what another one began */
    private Map<String, OpsEvent> events(Fields scenario, Instant start, Set<String> followers) {
        var all = new LinkedHashMap<String, OpsEvent>();
        for (Fields fields : scenario.objects("events")) {
            String id = fields.text("id", Names.ID, Names.ID_WANTED);
            Instant at = start.plus(offset(fields, "at"));
            Optional<OpsEvent> before = before(fields, "recovers", all).or(() -> before(fields, "updates", all));
            events.check(fields, "id", "at", "recovers", "updates");
            var event = events.event(fields, id, at, kind(fields), status(fields));
            before.ifPresent(known -> {
                follow(event, known, fields);
                followers.add(id);
            });
            if (all.put(id, event) != null) {
                fields.problem("id", "event \"" + id + "\" is there twice; each has a name of its own");
            }
        }
        if (all.isEmpty() || all.size() > MOST_EVENTS) {
            scenario.problem("events", all.size() + " events; wanted 1 to " + MOST_EVENTS);
        }
        return all;
    }

    private static EventStatus status(Fields fields) {
        return fields.has("recovers")
                ? EventStatus.RESOLVED
                : fields.has("updates") ? EventStatus.UPDATED : EventStatus.OPEN;
    }

    private static EventKind kind(Fields fields) {
        return fields.has("recovers") ? EventKind.RECOVERY : EventKind.ISSUE;
    }

    /** What it leaves out it has from the event that it speaks of. */
    private static void follow(OpsEvent event, OpsEvent known, Fields given) {
        event.setIdentity(known.getIdentity());
        if (!given.has("source")) {
            event.setSource(known.getSource());
        }
        if (!given.has("detail-type")) {
            event.setDetailType(known.getDetailType());
        }
        if (!given.has("account")) {
            event.setAccount(known.getAccount());
        }
        if (!given.has("region")) {
            event.setRegion(known.getRegion());
        }
        if (!given.has("resources")) {
            event.setResources(known.getResources());
        }
        if (!given.has("attributes")) {
            event.setAttributes(known.getAttributes());
        }
        if (!given.has("severity")) {
            event.setSeverity(known.getSeverity());
        }
        if (!given.has("kind") && event.getKind() != EventKind.RECOVERY) {
            event.setKind(known.getKind());
        }
    }

    private static Optional<OpsEvent> before(Fields fields, String key, Map<String, OpsEvent> all) {
        Optional<String> id = fields.optionalText(key);
        if (id.isPresent() && !all.containsKey(id.get())) {
            fields.problem(
                    key,
                    key + " \"" + id.get() + "\", which no event before it is; "
                            + Nearest.hint(id.get(), all.keySet()));
        }
        return id.map(all::get);
    }

    private static Duration offset(Fields fields, String key) {
        String text = fields.text(key);
        Optional<Duration> offset =
                Durations.parse(text).filter(found -> !found.isNegative() && found.compareTo(LONGEST) <= 0);
        if (offset.isEmpty() && !text.isEmpty()) {
            fields.problem(
                    key,
                    key + " is \"" + text + "\"; wanted the time since the beginning, such as 0s, 90s, 5m" + " or 2h, "
                            + LONGEST.toDays() + " days at most");
        }
        return offset.orElse(Duration.ZERO);
    }
}
