package io.millrace.operators.stage;

import io.millrace.domain.ApprovalAnswer;
import io.millrace.domain.CalendarChange;
import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.GuardInput;
import io.millrace.domain.GuardState;
import io.millrace.domain.Outcome;
import io.millrace.domain.Problem;
import io.millrace.domain.StormSighting;
import io.millrace.domain.guard.Approvals;
import io.millrace.domain.guard.Calendars;
import io.millrace.operators.content.ContentStage;
import io.millrace.operators.content.LiveContent;
import io.millrace.runbooks.ContentHistory;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Holds every guardrail that spans scopes on one key: proposals in, granted and refused commands out, and those that a person is asked
 * about. The newest content that applies decides, whatever a command was proposed by: shipping a bundle switches off. Of one slot
 * calendars come first, then what is at work, storms and people's answers, then proposals. When bounded input ends, nobody's time to
 * answer is over. State: {@link GuardMemory}, {@link KnownCalendars}, {@link AwaitedCommands}, and the slot buffers.
 */
public final class GuardFunction extends KeyedProcessFunction<String, GuardInput, Command> implements ContentStage {
    private static final long serialVersionUID = 1L;

    /** The one key: commands are few, and budgets span everything. */
    public static final String KEY = "fleet";

    private final LiveContent<GuardRails> content;

    private transient SlotBuffer<Command> buffer;
    private transient SlotBuffer<CalendarChange> changes;
    private transient SlotBuffer<GuardInput> told;
    private transient GuardMemory memory;
    private transient KnownCalendars calendars;
    private transient AwaitedCommands awaited;
    private transient OutcomeCounters counters;
    private transient Undecided undecided;

    public GuardFunction(ContentHistory content) {
        this(new LiveContent<>(content, GuardRails::new));
    }

    GuardFunction(LiveContent<GuardRails> content) {
        this.content = content;
    }

    @Override
    public LiveContent<?> content() {
        return content;
    }

    @Override
    public void open(OpenContext context) {
        var runtime = getRuntimeContext();
        buffer =
                new SlotBuffer<>(runtime, "slots", Records.type(Command.class), Command::getArrivedAt, Orders.COMMANDS);
        changes = new SlotBuffer<>(
                runtime,
                "calendar-slots",
                Records.type(CalendarChange.class),
                CalendarChange::getArrivedAt,
                Orders.CALENDARS);
        told = new SlotBuffer<>(runtime, "told-slots", Records.type(GuardInput.class), Orders::toldAt, Orders.TOLD);
        memory = new GuardMemory(runtime);
        calendars = new KnownCalendars(runtime);
        awaited = new AwaitedCommands(runtime);
        counters = new OutcomeCounters(runtime.getMetricGroup(), "guard");
        undecided = new Undecided(runtime.getMetricGroup(), "guard");
    }

    @Override
    public void processElement(GuardInput input, Context context, Collector<Command> out) throws Exception {
        Command proposal = input.getCommand();
        CalendarChange change = input.getCalendar();
        if (proposal != null) {
            buffer.add(proposal, context.timerService());
        } else if (change != null) {
            changes.add(change, context.timerService());
        } else {
            told.add(input, context.timerService());
        }
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<Command> out) throws Exception {
        for (CalendarChange change : changes.take(timer)) {
            var named = content.at(change.getArrivedAt()).value().calendars();
            calendars.remember(change, named, context.timerService());
        }
        GuardState state = memory.read();
        for (GuardInput input : told.take(timer)) {
            state = hear(input, state, context, out);
        }
        if (context.timerService().currentWatermark() != Long.MAX_VALUE) {
            for (Command late : awaited.expired(timer)) {
                answer(Approvals.expired(late, Instant.ofEpochMilli(timer)), context, out);
            }
        }
        for (Command proposal : buffer.take(timer)) {
            if (!awaited.knows(proposal.getCommandId())) {
                state = decide(proposal, state, context, out);
            }
        }
        memory.write(state, content.at(timer).value().guarding(), timer, context.timerService());
        calendars.endSlot(timer);
        awaited.forget(timer);
    }

    private GuardState hear(GuardInput input, GuardState state, OnTimerContext context, Collector<Command> out)
            throws Exception {
        Outcome outcome = input.getOutcome();
        StormSighting storm = input.getStorm();
        ApprovalAnswer said = input.getAnswer();
        if (outcome != null) {
            Command waiting = awaited.find(outcome.getCommandId());
            if (waiting != null) {
                Optional<Command> refused = Approvals.overtaken(waiting, outcome);
                if (refused.isPresent()) {
                    answer(refused.get(), context, out);
                }
            }
            return content.at(outcome.getArrivedAt()).value().guarding().after(state, outcome);
        }
        if (storm != null) {
            return content.at(storm.getArrivedAt()).value().guarding().after(state, storm);
        }
        return said == null ? state : hear(said, state, context, out);
    }

    /** An approval opens no door of itself: what it allows is held against every guardrail as it stands by then. */
    private GuardState hear(ApprovalAnswer said, GuardState state, OnTimerContext context, Collector<Command> out)
            throws Exception {
        Command waiting = awaited.find(said.getCommandId());
        if (waiting == null || !Approvals.counts(waiting, said)) {
            return state;
        }
        if (said.getGranted()) {
            return decide(Approvals.approved(waiting, said), state, context, out);
        }
        answer(Approvals.denied(waiting, said), context, out);
        return state;
    }

    private GuardState decide(Command proposal, GuardState state, OnTimerContext context, Collector<Command> out)
            throws Exception {
        Optional<Command> answer;
        Optional<Problem> problem;
        GuardState after;
        GuardRails rails = content.at(proposal.getArrivedAt()).value();
        Calendars.Known known = calendars.of(rails);
        try {
            answer = rails.decide(state, known, proposal);
            problem = answer.flatMap(command -> rails.guarding().problem(state, command));
            after = answer.map(command -> rails.guarding().after(state, command))
                    .orElse(state);
        } catch (RuntimeException e) {
            context.output(
                    Outputs.DEAD_LETTERS,
                    undecided.record(proposal, proposal.getCommandId(), proposal.getArrivedAt(), e));
            return state;
        }
        if (answer.isPresent()) {
            answer(answer.get(), context, out);
        }
        problem.ifPresent(found -> context.output(Outputs.PROBLEMS, found));
        return after;
    }

    /** Says what became of a command; one that a person has to do with is kept as it stands. */
    private void answer(Command command, OnTimerContext context, Collector<Command> out) throws Exception {
        if (command.getStatus() == CommandStatus.AWAITING_APPROVAL || awaited.knows(command.getCommandId())) {
            awaited.keep(command, context.timerService());
        }
        counters.count(command.getStatus());
        out.collect(command);
    }
}
