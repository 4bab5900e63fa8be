package io.millrace.runbooks.policies;

import io.millrace.domain.Decision;
import io.millrace.domain.DecisionAction;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What must come of a scenario: its threads, all of them, each with its events and as much else as is named; and what becomes of
 * single events. An end or an update may be left out of a thread's events.
 */
final class ScenarioExpectation {
    private static final Set<String> PAGES = Set.of("paged", "withheld", "none");
    private static final String THREADS = "threads";
    private static final String EVENTS = "events";

    private final String name;
    private final Fields fields;
    private final List<OneThread> threads = new ArrayList<>();
    private final List<OneDecision> decisions = new ArrayList<>();
    /** Events whose thread matters. */
    private final TreeSet<String> compared = new TreeSet<>();

    private ScenarioExpectation(String name, Fields fields) {
        this.name = name;
        this.fields = fields;
    }

    static ScenarioExpectation read(String name, Map<String, OpsEvent> events, Set<String> followers, Fields fields) {
        var expected = new ScenarioExpectation(name, fields);
        expected.compared.addAll(events.keySet());
        expected.compared.removeAll(followers);
        var seen = new TreeSet<String>();
        for (Fields thread : fields.objects(THREADS)) {
            var one = expected.new OneThread(thread);
            expected.known(thread, EVENTS, one.events, events.keySet());
            for (String event : one.events) {
                if (!seen.add(event)) {
                    thread.problem(EVENTS, expected.prefix() + event + " is in two threads; an event is in one");
                }
            }
            expected.threads.add(one);
        }
        expected.compared.addAll(seen);
        fields.objectMap("decisions").forEach((event, decision) -> {
            expected.known(fields, "decisions", List.of(event), events.keySet());
            expected.decisions.add(expected.new OneDecision(event, decision));
        });
        fields.done();
        if (!fields.has(THREADS)) {
            fields.problem(
                    THREADS, expected.prefix() + "threads is missing; wanted a list, [] where nothing opens one");
        }
        return expected;
    }

    private void known(Fields at, String key, Collection<String> named, Set<String> events) {
        for (String event : named) {
            if (!events.contains(event)) {
                at.problem(key, prefix() + "no event is \"" + event + "\"; " + Nearest.hint(event, events));
            }
        }
    }

    /** Notes one problem for each difference, at the line that was not met. */
    void compare(ScenarioTold told) {
        decisions.forEach(decision -> decision.compare(told));
        var actual = new TreeMap<String, SortedSet<String>>();
        told.groups().forEach((threadId, events) -> {
            var shown = new TreeSet<>(events);
            shown.retainAll(compared);
            if (!shown.isEmpty()) {
                actual.put(threadId, shown);
            }
        });
        var mentioned = new TreeSet<String>();
        for (OneThread thread : threads) {
            mentioned.addAll(thread.events);
            var same = actual.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(thread.events))
                    .map(Map.Entry::getKey)
                    .findFirst();
            if (same.isPresent()) {
                thread.compare(told, same.get());
            } else {
                thread.fields.problem(
                        EVENTS,
                        prefix() + "expected one thread of " + thread.events + "; actually "
                                + thread.events.stream()
                                        .map(event -> where(event, told, actual))
                                        .distinct()
                                        .collect(Collectors.joining("; ")));
            }
        }
        actual.forEach((threadId, events) -> {
            if (events.stream().noneMatch(mentioned::contains)) {
                fields.problem(
                        THREADS, prefix() + "no such thread is expected: " + events + ", " + story(told, threadId));
            }
        });
    }

    private static String where(String event, ScenarioTold told, Map<String, SortedSet<String>> actual) {
        return told.threadOf(event)
                .map(thread ->
                        "a thread of " + actual.get(thread.getThreadId()) + ", " + story(told, thread.getThreadId()))
                .orElseGet(() -> event + " is in none: "
                        + told.decision(event).map(ScenarioExpectation::story).orElse("nothing is known of it"));
    }

    private static String story(ScenarioTold told, String threadId) {
        ThreadState thread = told.thread(threadId);
        return thread.getStatus() + ", P" + thread.getPriority() + ", "
                + (told.page(threadId).equals("none") ? "no page" : told.page(threadId));
    }

    private static String story(Decision row) {
        return row.getAction() + " by \"" + row.getRule() + "\" (" + row.getReason() + ")";
    }

    private String prefix() {
        return "scenario \"" + name + "\": ";
    }

    /** A thread, and what is wanted of it. */
    private final class OneThread {
        private final Fields fields;
        private final TreeSet<String> events;
        private final Optional<Integer> priority;
        private final Optional<String> page;
        private final Optional<String> state;
        private final Optional<String> service;

        OneThread(Fields fields) {
            this.fields = fields;
            this.events = new TreeSet<>(fields.texts(EVENTS));
            this.priority = fields.has("priority") ? Optional.of(fields.integer("priority", 1, 5)) : Optional.empty();
            this.page = word("page", PAGES);
            this.state = word(
                    "state",
                    Arrays.stream(ThreadStatus.values())
                            .map(Enum::name)
                            .collect(Collectors.toCollection(TreeSet::new)));
            this.service = fields.optionalText("service");
            fields.done();
            if (events.isEmpty()) {
                fields.problem(EVENTS, prefix() + "a thread is named by its events; wanted their ids");
            }
        }

        private Optional<String> word(String key, Set<String> words) {
            return fields.has(key) ? Optional.of(fields.oneOf(key, new TreeSet<>(words), "")) : Optional.empty();
        }

        void compare(ScenarioTold told, String threadId) {
            ThreadState thread = told.thread(threadId);
            differs("priority", priority.map(String::valueOf), String.valueOf(thread.getPriority()), thread);
            differs("page", page, told.page(threadId), thread);
            differs("state", state, thread.getStatus().name(), thread);
            differs("service", service, thread.getService(), thread);
        }

        private void differs(String key, Optional<String> wanted, String was, ThreadState thread) {
            wanted.filter(word -> !word.equals(was))
                    .ifPresent(word -> fields.problem(
                            key,
                            prefix() + key + " of the thread of " + events + " is " + was + " (severity "
                                    + thread.getWeighedSeverity() + ", impact " + thread.getImpact() + "); expected "
                                    + word));
        }
    }

    /** What becomes of one event. */
    private final class OneDecision {
        private final String event;
        private final Fields fields;
        private final Optional<String> action;
        private final Optional<String> rule;

        OneDecision(String event, Fields fields) {
            this.event = event;
            this.fields = fields;
            var words = PolicyActions.words();
            words.add("fold");
            this.action = fields.has("action") ? Optional.of(fields.oneOf("action", words, "")) : Optional.empty();
            this.rule = fields.optionalText("rule");
            fields.done();
            if (action.isEmpty() && rule.isEmpty()) {
                fields.problem("", prefix() + "nothing is expected of " + event + "; give action or rule");
            }
        }

        void compare(ScenarioTold told) {
            Optional<Decision> row = told.decision(event);
            String was = row.map(ScenarioExpectation::story).orElse("nothing");
            action.filter(wanted -> !wanted.equals(row.map(this::word).orElse("")))
                    .ifPresent(wanted ->
                            fields.problem("action", prefix() + event + " came to " + was + "; expected " + wanted));
            rule.filter(wanted -> !wanted.equals(row.map(Decision::getRule).orElse("")))
                    .ifPresent(wanted ->
                            fields.problem("rule", prefix() + event + " came to " + was + "; expected " + wanted));
        }

        private String word(Decision row) {
            return row.getAction() == DecisionAction.FOLDED
                    ? "fold"
                    : row.getAction() == DecisionAction.CONTROL ? "control" : PolicyActions.word(row.getAction());
        }
    }
}
