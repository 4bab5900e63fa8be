package io.millrace.operators.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.Ladder;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.domain.thread.Threading;
import io.millrace.runbooks.Content;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.catalog.Mode;
import io.millrace.runbooks.examples.RunbookExample;
import io.millrace.runbooks.ladder.LadderStep;
import io.millrace.runbooks.ladder.Ladders;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What thread and ladder propose for an event by the content that ships, and of which words a proposal consists. */
public final class Proposals {
    public static final Content CONTENT = ContentBundle.shipped().compile();

    /** All examples of the runbooks that ship. */
    static final List<RunbookExample> EXAMPLES =
            ContentBundle.examples(Path.of("..", "runbooks")).all();

    static final ParseAndPublish STAGES = new ParseAndPublish();

    /** A Sunday night in which instances may be patched. */
    private static final Instant WINDOW = Instant.parse("2026-08-09T02:10:00Z");

    private static final EntryCheck CHECK = new EntryCheck();

    private Proposals() {}

    /** The events of a record; what waits for a window arrives in it. */
    static List<OpsEvent> events(String json, Instant arrivedAt) {
        var events = STAGES.events(json, arrivedAt);
        events.forEach(Proposals::inItsWindow);
        return events;
    }

    /** The examples' events of which a command comes. */
    public static List<OpsEvent> shown() {
        var shown = new ArrayList<OpsEvent>();
        for (RunbookExample example : EXAMPLES) {
            if (example.step().isPresent()) {
                OpsEvent event = example.event(CONTENT, STAGES).orElseThrow();
                inItsWindow(event);
                shown.add(event);
            }
        }
        return shown;
    }

    private static void inItsWindow(OpsEvent event) {
        if (event.getDetailType().equals("Configuration Compliance State Change")) {
            event.setArrivedAt(WINDOW);
        }
    }

    /** The commands that an event starts. What is refused says so in a sentence that a person can read. */
    public static List<Command> of(OpsEvent event) {
        if (CONTENT.planner().triggeredBy(event).isEmpty()) {
            return List.of();
        }
        var ladders = new Ladders(CONTENT.runbooks());
        LadderStep step = ladders.onSignal(thread(event), signal(event));
        assertThat(step.escalations()).allMatch(reason -> reason.matches("[ -~]{1,600}"));
        assertThat(step.state().orElseThrow().getLadders())
                .as("what starts a runbook has a ladder")
                .singleElement()
                .satisfies(ladder -> assertSaidWhy(ladder, event, step));
        var commands = new ArrayList<>(step.commands());
        if (commands.stream().anyMatch(Command::getDiagnosis)) {
            // nobody answers: the first rung follows when the time of its diagnosis is over
            var read = step.state().orElseThrow();
            commands.addAll(
                    ladders.onTime(read, ladders.due(read).orElseThrow()).commands());
        }
        return commands;
    }

    /** Without a command it waits, or a row and a person are told why there is none; of what only watches the row alone. */
    private static void assertSaidWhy(Ladder ladder, OpsEvent event, LadderStep step) {
        Mode mode = CONTENT.runbooks()
                .mode(
                        CONTENT.runbooks().find(ladder.getRunbook()).orElseThrow(),
                        event.getAccount(),
                        ladder.getPolicy());
        switch (ladder.getStatus()) {
            case PROPOSED -> assertThat(step.commands()).hasSize(1);
            case WAITING -> assertThat(step.commands()).allMatch(Command::getDiagnosis);
            case REFUSED -> {
                assertThat(step.escalations()).hasSize(mode == Mode.LIVE ? 1 : 0);
                assertThat(step.outcomes()).singleElement().satisfies(row -> assertThat(row.getDetail())
                        .matches("[ -~]{1,600}"));
            }
            default -> throw new AssertionError(ladder);
        }
    }

    /** All parts of all commands of these events. */
    public static Set<String> words(Collection<OpsEvent> events) {
        var words = new TreeSet<String>();
        events.forEach(event -> of(event).forEach(command -> words.addAll(parts(command))));
        return words;
    }

    /** Each part is one of the words or a number, account and Region are the event's own, and the document would take it. */
    public static void assertConsistsOf(Set<String> words, Command command, OpsEvent event) {
        assertThat(command.getAccount()).isEqualTo(event.getAccount());
        assertThat(command.getRegion()).isEqualTo(event.getRegion());
        assertThat(parts(command)).allMatch(part -> words.contains(part) || part.matches("-?[0-9]{1,18}"));
        CONTENT.documents().find(command.getAction()).ifPresent(document -> assertThat(
                        document.wrong(command.getParameters()))
                .isEmpty());
    }

    /** What the bus would carry, once it is granted, keeps its contract. */
    static void assertPublishable(Command command) {
        var granted = Command.newBuilder(command)
                .setStatus(CommandStatus.GRANTED)
                .setReason("granted")
                .build();
        assertThat(CHECK.violation(BusEvents.of(granted).orElseThrow())).isEmpty();
    }

    private static List<String> parts(Command command) {
        var parts = new ArrayList<>(List.of(
                command.getAction(),
                command.getStep(),
                command.getRunbook(),
                command.getAccount(),
                command.getRegion(),
                command.getTarget(),
                command.getRollbackAction(),
                command.getAdvice(),
                command.getDocumentation()));
        command.getParameters().forEach((name, values) -> {
            parts.add(name);
            parts.addAll(values);
        });
        command.getRollbackParameters().forEach((name, values) -> {
            parts.add(name);
            parts.addAll(values);
        });
        return parts;
    }

    static ThreadState thread(OpsEvent event) {
        return new Threading(ThreadSettings.defaults())
                .onSignal(List.of(), signal(event))
                .state()
                .orElseGet(() -> ThreadState.newBuilder()
                        .setThreadId("thread")
                        .setScope("shop")
                        .setStatus(ThreadStatus.OPEN)
                        .setTitle("a thread")
                        .setSeverity(4)
                        .setPriority(2)
                        .setService("checkout")
                        .setOwner("team")
                        .setAccount(event.getAccount())
                        .setRegion(event.getRegion())
                        .setContentVersion("v1")
                        .setOpenedAt(event.getEventTime())
                        .setLastEventAt(event.getEventTime())
                        .setUpdatedAt(event.getArrivedAt())
                        .setVersion(1)
                        .setEventCount(1)
                        .setMembers(List.of())
                        .setIdentities(List.of())
                        .setResources(List.of())
                        .build());
    }

    static Signal signal(OpsEvent event) {
        return Signal.newBuilder()
                .setEvent(event)
                .setScope("shop")
                .setContentVersion(CONTENT.version())
                .setOccurrenceId("occurrence-1")
                .setFlapCount(1)
                .setSeverity(4)
                .setService("checkout")
                .setTier("1")
                .setEnvironment("production")
                .setOwner("checkout-team")
                .setRule("test")
                .build();
    }
}
