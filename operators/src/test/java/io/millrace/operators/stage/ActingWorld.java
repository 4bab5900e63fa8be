package io.millrace.operators.stage;

import static io.millrace.testing.Events.aChange;
import static io.millrace.testing.Events.aCondition;
import static io.millrace.testing.Events.aConditionCleared;
import static io.millrace.testing.Events.anAlarm;
import static io.millrace.testing.Events.anOutcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Command;
import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.GuardInput;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import io.millrace.domain.Outcome;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadInput;
import io.millrace.domain.guard.GuardInputs;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.runbooks.ContentHistory;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * The real thread and guard stages, in harness time, with what is around them: a bus that brings back what they say, executors and people
 * who answer late, twice, wrongly or not at all, and crashes. What others do about a command follows from the command's id and the seed
 * alone, so a history with one move less is the same otherwise.
 */
final class ActingWorld implements AutoCloseable {
    private static final Instant BEGIN = Times.at("00:00");
    private static final Duration TICK = Duration.ofMinutes(2);
    private static final int MAX_PARALLELISM = 128;
    private static final int STORM_ALARMS = 25;
    private static final double BAD = 85;
    private static final double GRAVE = 97;
    private static final List<String> CONDITIONS =
            List.of("gentle", "twice", "asked", "never", "dry", "gentle", "twice", "gentle");

    private final long seed;
    private final ContentHistory content;
    private final ActingOracle oracle;
    private final TreeMap<Instant, Integer> crashes = new TreeMap<>();
    private final Set<Instant> checkpoints = new HashSet<>();
    private final PriorityQueue<Delivery> agenda =
            new PriorityQueue<>(Comparator.comparing(Delivery::at).thenComparing(Delivery::number));
    private final Map<String, List<ThreadChange>> changes = new HashMap<>();
    private final Map<String, Outcome> verdicts = new LinkedHashMap<>();
    private final Map<String, Command> proposals = new LinkedHashMap<>();

    private List<KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange>> threads;
    private KeyedOneInputStreamOperatorTestHarness<String, GuardInput, Command> guard;
    private @Nullable OperatorSubtaskState threadsSaved;
    private @Nullable OperatorSubtaskState guardSaved;
    private List<Delivery> sinceSaved = new ArrayList<>();
    private int savedTasks = 1;
    private int deliveries;
    private Instant lastTrouble = BEGIN;

    private record Delivery(Instant at, int number, @Nullable Signal signal, @Nullable GuardInput fact) {}

    ActingWorld(long seed, List<ActingMove> moves) throws Exception {
        this.seed = seed;
        var variants = new TreeMap<Instant, Integer>(Map.of(Instant.EPOCH, 0));
        for (ActingMove move : moves) {
            if (move.kind() == ActingMove.Kind.CONTENT) {
                variants.put(minute(move.minute()), move.which());
            }
        }
        content = ActingContent.history(variants);
        oracle = new ActingOracle(variants);
        threads = openThreads(1, null, 1);
        guard = openGuard(null);
        var openings = new HashMap<String, Instant>();
        moves.stream().sorted(Comparator.comparing(ActingMove::minute)).forEach(move -> plan(move, openings));
    }

    ActingOracle oracle() {
        return oracle;
    }

    /** Lets everything happen, and waits until nothing more can come of it. */
    void run() throws Exception {
        Instant now = BEGIN;
        Instant end = lastTrouble.plus(Duration.ofHours(8));
        while (now.isBefore(end)) {
            boolean isBusy = now.isBefore(lastTrouble.plus(Duration.ofHours(2)));
            now = now.plus(isBusy ? TICK : TICK.multipliedBy(10));
            List<Delivery> due = due(now);
            deliver(due);
            sinceSaved.addAll(due);
            advance(now);
            Instant present = now;
            if (checkpoints.removeIf(at -> !at.isAfter(present))) {
                save();
            }
            Integer tasks = crashes.isEmpty() || crashes.firstKey().isAfter(now)
                    ? null
                    : crashes.pollFirstEntry().getValue();
            if (tasks != null) {
                crash(tasks);
                deliver(sinceSaved);
                advance(now);
            }
        }
        oracle.isOver();
        everyLadderEndedOrEscalated();
    }

    @Override
    public void close() throws Exception {
        for (var stage : threads) {
            stage.close();
        }
        guard.close();
    }

    // ---------------------------------------------------------------- what happens

    private void plan(ActingMove move, Map<String, Instant> openings) {
        Instant at = minute(move.minute());
        switch (move.kind()) {
            case TROUBLE -> trouble(move, at, openings);
            case STORM -> {
                for (int i = 0; i < STORM_ALARMS; i++) {
                    Instant when = at.plusSeconds(i);
                    at(
                            when,
                            signal(anAlarm("storm-" + move.minute() + "-" + i)
                                    .inAlarm()
                                    .at(when)
                                    .arrivedAt(when)
                                    .on("arn:aws:sqs:eu-west-1:111122223333:q-" + move.minute() + "-" + i)
                                    .service("", 3)
                                    .scope(scope(move.where()))));
                }
            }
            case FREEZE -> {
                at(at, calendar("CLOSED", at));
                at(
                        at.plus(Duration.ofMinutes(move.length())),
                        calendar("OPEN", at.plus(Duration.ofMinutes(move.length()))));
            }
            case CRASH -> {
                crashes.put(at, 1 + move.which() % 2);
                checkpoints.add(at.minus(Duration.ofMinutes(move.length())));
            }
            default -> {}
        }
        lastTrouble = at.plus(Duration.ofMinutes(move.length())).isAfter(lastTrouble)
                ? at.plus(Duration.ofMinutes(move.length()))
                : lastTrouble;
    }

    /** One opening at a time of one condition on one instance, with its newest figures each five minutes; some grow worse at once. */
    private void trouble(ActingMove move, Instant at, Map<String, Instant> openings) {
        String condition = CONDITIONS.get(move.which() % CONDITIONS.size());
        String series = series(condition, move.where());
        Instant over = at.plus(Duration.ofMinutes(move.length()));
        Instant before = openings.get(series);
        if (before != null && !before.isBefore(at)) {
            return;
        }
        openings.put(series, over);
        double then = move.length() % 3 == 0 ? GRAVE : BAD;
        String occurrence = series + at;
        for (Instant news = at; news.isBefore(over); news = news.plus(Duration.ofMinutes(5))) {
            at(
                    news,
                    signal(aCondition(condition, series)
                            .status(news.equals(at) ? EventStatus.OPEN : EventStatus.UPDATED)
                            .occurrence(occurrence)
                            .value("value", news.equals(at) ? BAD : then)
                            .on()
                            .at(news)
                            .arrivedAt(news)
                            .service(service(move.where()), 1)
                            .scope(scope(move.where()))));
        }
        at(
                over,
                signal(aConditionCleared(condition, series)
                        .occurrence(occurrence)
                        .on()
                        .at(over)
                        .arrivedAt(over)
                        .service(service(move.where()), 1)
                        .scope(scope(move.where()))));
    }

    private static GuardInput calendar(String state, Instant at) {
        return GuardInputs.of(aChange("calendar-" + state + at)
                        .source("aws.ssm")
                        .detailType("Calendar State Change")
                        .on(ActingContent.CALENDAR)
                        .attribute("calendarState", state)
                        .at(at)
                        .arrivedAt(at)
                        .event())
                .orElseThrow();
    }

    private Signal signal(EventBuilder event) {
        var signal = event.signal();
        signal.setContentVersion(content.at(signal.getEvent().getArrivedAt()).version());
        return signal;
    }

    private static String scope(int where) {
        return where % 2 == 0 ? "shop" : "media";
    }

    private static String service(int where) {
        return scope(where);
    }

    private static String series(String condition, int where) {
        String account = where % 2 == 0 ? "111122223333" : "444455556666";
        return account + "|eu-west-1|Shop|" + condition + "|InstanceId=i-0000000000000000" + where;
    }

    private static Instant minute(int minute) {
        return BEGIN.plus(Duration.ofMinutes(minute)).plusMillis(7);
    }

    private void at(Instant when, Signal signal) {
        agenda.add(new Delivery(when, deliveries++, signal, null));
    }

    private void at(Instant when, GuardInput fact) {
        agenda.add(new Delivery(when, deliveries++, null, fact));
    }

    // ---------------------------------------------------------------- what others do about it

    private void react(Command answer, Instant now) {
        var chance = new Random(seed * 31 + answer.getCommandId().hashCode());
        Instant soon = now.plusSeconds(5 + chance.nextInt(240));
        switch (answer.getStatus()) {
            case GRANTED -> {
                if (answer.getMode().equals("live")) {
                    execute(answer, soon, chance);
                }
            }
            case REFUSED ->
                comesBack(
                        chance,
                        soon,
                        anOutcome(answer.getCommandId(), "")
                                .source("millrace")
                                .detailType("Remediation Refused")
                                .identity("refused:" + answer.getCommandId())
                                .attribute("reason", answer.getReason()),
                        answer);
            case AWAITING_APPROVAL -> ask(answer, soon, chance);
            default -> throw new IllegalStateException(answer.toString());
        }
    }

    /** An executor that works, fails, is late, silent, or repeats itself. */
    private void execute(Command command, Instant soon, Random chance) {
        if (chance.nextInt(8) == 0) {
            return;
        }
        comesBack(chance, soon, anOutcome(command.getCommandId(), "STARTED"), command);
        Instant done = soon.plusSeconds(10 + chance.nextInt(900));
        String end = List.of("SUCCEEDED", "SUCCEEDED", "SUCCEEDED", "FAILED", "TIMED_OUT", "CANCELLED", "NONSENSE", "")
                .get(chance.nextInt(8));
        if (!end.isEmpty()) {
            comesBack(chance, done, anOutcome(command.getCommandId(), end), command);
        }
        if (chance.nextInt(6) == 0) {
            // hours late, about what is long over
            comesBack(chance, done.plus(Duration.ofHours(3)), anOutcome(command.getCommandId(), "STARTED"), command);
        }
    }

    private void comesBack(Random chance, Instant when, EventBuilder words, Command command) {
        var signal = signal(words.attribute("threadId", command.getThreadId())
                .kind(EventKind.OUTCOME)
                .origin(Origin.STREAM)
                .at(when)
                .arrivedAt(when)
                .service(command.getService(), 1)
                .scope(command.getScope()));
        at(when, signal);
        if (chance.nextInt(4) == 0) {
            Instant again = when.plusSeconds(1 + chance.nextInt(600));
            var repeat = Signal.newBuilder(signal).build();
            repeat.getEvent().setArrivedAt(again);
            at(again, repeat);
        }
    }

    private void ask(Command command, Instant soon, Random chance) {
        String id = command.getCommandId();
        switch (chance.nextInt(7)) {
            case 0 -> {}
            case 1 -> says(false, id, "ann", soon);
            case 2 -> {
                // too late, by a second at the least
                says(true, id, "ann", command.getApproval().getExpiresAt().plusSeconds(chance.nextInt(2)));
            }
            case 3 -> {
                says(true, "another-" + id, "ann", soon);
                says(true, id, " ", soon);
                forged(id, soon);
            }
            case 4 -> {
                says(false, id, "ann", soon);
                says(true, id, "bob", soon.plusSeconds(60));
            }
            default -> {
                says(true, id, "ann", soon.plusSeconds(chance.nextInt(1600)));
                says(chance.nextBoolean(), id, "bob", soon.plusSeconds(1000));
            }
        }
    }

    private void says(boolean granted, String commandId, String by, Instant when) {
        GuardInputs.of(answer(granted, commandId, by, when)).ifPresent(fact -> at(when, fact));
    }

    /** What the parser makes of an answer from a source that is not allowed. */
    private void forged(String commandId, Instant when) {
        var event = answer(true, commandId, "mallory", when);
        event.setKind(EventKind.OTHER);
        GuardInputs.of(event).ifPresent(fact -> at(when, fact));
    }

    private static OpsEvent answer(boolean granted, String commandId, String by, Instant when) {
        return aChange("says-" + commandId + granted + by + when)
                .kind(EventKind.DECISION)
                .source("millrace.people")
                .detailType(granted ? "Approval Granted" : "Approval Denied")
                .attribute("commandId", commandId)
                .attribute("by", by)
                .at(when)
                .arrivedAt(when)
                .event();
    }

    // ---------------------------------------------------------------- the stages

    private List<Delivery> due(Instant now) {
        var due = new ArrayList<Delivery>();
        while (!agenda.isEmpty() && !agenda.peek().at().isAfter(now)) {
            due.add(agenda.poll());
        }
        return due;
    }

    private void deliver(List<Delivery> due) throws Exception {
        for (Delivery delivery : due) {
            if (delivery.signal() != null) {
                stageOf(delivery.signal().getScope())
                        .processElement(
                                ThreadFunction.input(
                                        Signal.newBuilder(delivery.signal()).build()),
                                delivery.at().toEpochMilli());
            } else {
                GuardInput fact = Objects.requireNonNull(delivery.fact());
                know(fact);
                guard.processElement(
                        GuardInput.newBuilder(fact).build(), delivery.at().toEpochMilli());
            }
        }
    }

    private void know(GuardInput fact) {
        if (fact.getCalendar() != null) {
            oracle.closed(fact.getCalendar());
        } else if (fact.getAnswer() != null) {
            oracle.said(fact.getAnswer());
        } else if (fact.getStorm() != null) {
            oracle.stormed(fact.getStorm());
        }
    }

    private KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange> stageOf(String scope) {
        return threads.get(KeyGroupRangeAssignment.assignKeyToParallelOperator(scope, MAX_PARALLELISM, threads.size()));
    }

    /** Time goes on in the thread stage, whose words reach the guard by the forward edges, and then there. */
    private void advance(Instant now) throws Exception {
        for (var stage : threads) {
            stage.processWatermark(now.toEpochMilli());
            for (Command proposal : taken(stage, Outputs.PROPOSALS)) {
                oracle.proposed(proposal);
                proposals.putIfAbsent(proposal.getCommandId(), proposal);
                pass(GuardInputs.of(proposal), now);
            }
            for (Outcome outcome : taken(stage, Outputs.OUTCOMES)) {
                oracle.came(outcome);
                if (outcome.getExecutionId().isEmpty() && outcome.getEventId().length() == 32) {
                    verdicts.put(outcome.getCommandId(), outcome);
                }
                pass(GuardInputs.of(outcome), now);
            }
            for (ThreadChange change : stage.extractOutputValues()) {
                assertThat(change.getReason())
                        .as("every trouble has its command")
                        .doesNotContain("cannot act");
                changes.computeIfAbsent(change.getThreadId(), id -> new ArrayList<>())
                        .add(change);
                var storm = GuardInputs.of(change);
                if (storm.isPresent()) {
                    know(storm.get());
                    pass(storm.get(), now);
                }
            }
            stage.getOutput().clear();
            assertThat(Harnesses.side(stage, Outputs.DEAD_LETTERS)).isEmpty();
        }
        guard.processWatermark(now.toEpochMilli());
        for (Command answer : guard.extractOutputValues()) {
            if (oracle.answered(answer)) {
                react(answer, now);
            }
        }
        guard.getOutput().clear();
        assertThat(Harnesses.side(guard, Outputs.DEAD_LETTERS)).isEmpty();
    }

    private void pass(GuardInput input, Instant now) throws Exception {
        guard.processElement(input, now.toEpochMilli());
    }

    private static <T> List<T> taken(AbstractStreamOperatorTestHarness<?> stage, OutputTag<T> tag) {
        Queue<StreamRecord<T>> side = stage.getSideOutput(tag);
        var taken = new ArrayList<T>();
        while (side != null && !side.isEmpty()) {
            taken.add(side.poll().getValue());
        }
        return taken;
    }

    // ---------------------------------------------------------------- checkpoints and crashes

    private void save() throws Exception {
        var states = new ArrayList<OperatorSubtaskState>();
        for (var stage : threads) {
            states.add(stage.snapshot(1, 1));
        }
        threadsSaved = AbstractStreamOperatorTestHarness.repackageState(states.toArray(new OperatorSubtaskState[0]));
        guardSaved = guard.snapshot(1, 1);
        savedTasks = threads.size();
        sinceSaved = new ArrayList<>();
    }

    /** Everything since the checkpoint is lost, and read once more. */
    private void crash(int tasks) throws Exception {
        close();
        threads = openThreads(tasks, threadsSaved, savedTasks);
        guard = openGuard(guardSaved);
    }

    private List<KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange>> openThreads(
            int tasks, @Nullable OperatorSubtaskState saved, int before) throws Exception {
        var opened = new ArrayList<KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange>>();
        for (int task = 0; task < tasks; task++) {
            var stage = new KeyedOneInputStreamOperatorTestHarness<>(
                    new KeyedProcessOperator<>(
                            new ThreadFunction(ActingContent.runbooks(content), ThreadSettings.defaults())),
                    ThreadInput::getScope,
                    Types.STRING,
                    MAX_PARALLELISM,
                    tasks,
                    task);
            OperatorSubtaskState part = saved == null
                    ? null
                    : AbstractStreamOperatorTestHarness.repartitionOperatorState(
                            saved, MAX_PARALLELISM, before, tasks, task);
            opened.add(Harnesses.open(stage, ThreadChange.class, part));
        }
        return opened;
    }

    private KeyedOneInputStreamOperatorTestHarness<String, GuardInput, Command> openGuard(
            @Nullable OperatorSubtaskState saved) throws Exception {
        var stage = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new GuardFunction(ActingContent.rails(content))),
                input -> GuardFunction.KEY,
                Types.STRING);
        return Harnesses.open(stage, Command.class, saved);
    }

    // ---------------------------------------------------------------- how it ends

    /** The last rung of each opening helped, or a person was called after it was proposed. */
    private void everyLadderEndedOrEscalated() {
        var last = new LinkedHashMap<String, Command>();
        proposals.values().stream()
                .filter(command -> !command.getDiagnosis())
                .forEach(command -> last.put(command.getOpeningCondition(), command));
        for (Command command : last.values()) {
            Outcome verdict = verdicts.get(command.getCommandId());
            boolean helped = verdict != null && Set.of("FIXED", "HEALED").contains(verdict.getOutcome());
            boolean escalated = changes.getOrDefault(command.getThreadId(), List.of()).stream()
                    .anyMatch(change -> change.getChange().equals("ESCALATED")
                            && !change.getArrivedAt().isBefore(command.getArrivedAt()));
            assertThat(helped || escalated || !command.getMode().equals("live"))
                    .as("a ladder that neither ended nor called anybody: " + command)
                    .isTrue();
        }
    }
}
