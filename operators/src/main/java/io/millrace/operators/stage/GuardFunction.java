package io.millrace.operators.stage;

import io.millrace.domain.CalendarChange;
import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.GuardInput;
import io.millrace.domain.GuardState;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.guard.Calendars;
import io.millrace.domain.guard.Freeze;
import io.millrace.domain.guard.Guarding;
import io.millrace.domain.time.Slots;
import io.millrace.operators.content.ContentStage;
import io.millrace.operators.content.LiveContent;
import io.millrace.runbooks.Content;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.ContentHistory;
import io.millrace.runbooks.catalog.Mode;
import io.millrace.runbooks.catalog.Runbook;
import io.millrace.runbooks.catalog.RunbookCatalog;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Holds every guardrail that spans scopes on one key: proposals and change calendars in, granted and refused commands out. The newest
 * content that applies decides, whatever a command was proposed by: shipping a bundle switches off. Of one slot calendars come first.
 * State: the grants within the longest window, what calendars said last, and the slot buffers; each cleared when it has aged.
 */
public final class GuardFunction extends KeyedProcessFunction<String, GuardInput, Command> implements ContentStage {
    private static final long serialVersionUID = 1L;

    /** The one key: commands are few, and budgets span everything. */
    public static final String KEY = "fleet";

    private final LiveContent<Rails> content;

    private transient SlotBuffer<Command> buffer;
    private transient SlotBuffer<CalendarChange> changes;
    private transient ValueState<GuardState> grants;
    private transient MapState<String, CalendarChange> calendars;
    private transient OutcomeCounters counters;
    private transient Undecided undecided;

    public GuardFunction(ContentHistory content) {
        this.content = new LiveContent<>(content, Rails::new);
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
        calendars = runtime.getMapState(
                new MapStateDescriptor<>("calendars", Types.STRING, Records.type(CalendarChange.class)));
        grants = runtime.getState(new ValueStateDescriptor<>("grants", Records.type(GuardState.class)));
        counters = new OutcomeCounters(runtime.getMetricGroup(), "guard");
        undecided = new Undecided(runtime.getMetricGroup(), "guard");
    }

    /** A proposal on its way to the guard. */
    public static GuardInput input(Command proposal) {
        return new GuardInput(proposal, null);
    }

    /** What an event says of a change calendar; empty when it is about anything else. */
    public static Optional<GuardInput> calendar(OpsEvent event) {
        return Calendars.change(event).map(change -> new GuardInput(null, change));
    }

    @Override
    public void processElement(GuardInput input, Context context, Collector<Command> out) throws Exception {
        Command proposal = input.getCommand();
        CalendarChange change = input.getCalendar();
        if (proposal != null) {
            buffer.add(proposal, context.timerService());
        }
        if (change != null) {
            changes.add(change, context.timerService());
        }
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<Command> out) throws Exception {
        for (CalendarChange change : changes.take(timer)) {
            remember(change, context);
        }
        for (Command proposal : buffer.take(timer)) {
            GuardState state = grants.value();
            if (state == null) {
                state = new GuardState(new ArrayList<>());
            }
            Optional<Command> answer;
            GuardState after;
            var present = content.at(proposal.getArrivedAt());
            Rails rails = present.value();
            var known = new TreeMap<String, CalendarChange>();
            for (String calendar : rails.calendars) {
                CalendarChange said = calendars.get(calendar);
                if (said != null) {
                    known.put(calendar, said);
                }
            }
            try {
                answer = rails.decide(state, known::get, proposal, present.version());
                after = answer.isPresent() ? rails.guarding.after(state, answer.get()) : state;
            } catch (RuntimeException e) {
                context.output(
                        Outputs.DEAD_LETTERS,
                        undecided.record(proposal, proposal.getCommandId(), proposal.getArrivedAt(), e));
                continue;
            }
            grants.update(after);
            answer.ifPresent(command -> {
                counters.count(command.getStatus());
                out.collect(command);
            });
            context.timerService().registerEventTimeTimer(Slots.endOf(timer + rails.memory));
        }
        forget(timer);
    }

    /** A calendar that content names always, others (content may name them later) while there is room. */
    private void remember(CalendarChange change, OnTimerContext context) throws Exception {
        CalendarChange known = calendars.get(change.getCalendar());
        if (known == null
                && !content.at(change.getArrivedAt()).value().calendars.contains(change.getCalendar())) {
            int others = 0;
            for (String ignored : calendars.keys()) {
                others++;
            }
            if (others >= Calendars.MOST) {
                return;
            }
        }
        CalendarChange newest = Calendars.newest(known, change);
        calendars.put(newest.getCalendar(), newest);
        context.timerService().registerEventTimeTimer(forgottenAt(newest));
    }

    private static long forgottenAt(CalendarChange change) {
        return Slots.endOf(change.getArrivedAt().plus(Calendars.MEMORY).toEpochMilli());
    }

    private void forget(long timer) throws Exception {
        GuardState state = grants.value();
        long memory = content.at(timer).value().memory;
        if (state != null && state.getGrants().stream().allMatch(grant -> grant.getGrantedAt() + memory <= timer)) {
            grants.clear();
        }
        var old = new ArrayList<String>();
        for (CalendarChange said : calendars.values()) {
            if (forgottenAt(said) <= timer) {
                old.add(said.getCalendar());
            }
        }
        for (String calendar : old) {
            calendars.remove(calendar);
        }
    }

    /** The guardrails of one version. */
    private static final class Rails {
        private final Guarding guarding;
        private final RunbookCatalog runbooks;
        private final long memory;
        private final Set<String> calendars;

        Rails(ContentBundle bundle) {
            Content content = bundle.compile();
            guarding = new Guarding(content.guardrails());
            runbooks = content.runbooks();
            calendars = content.guardrails().freezes().stream()
                    .map(Freeze::calendar)
                    .collect(Collectors.toCollection(TreeSet::new));
            memory = Math.max(content.guardrails().window().toMillis(), Guarding.LONGEST_COOL_DOWN.toMillis());
        }

        /** A refusal by another version than the one that proposed says which. */
        Optional<Command> decide(GuardState state, Calendars.Known known, Command proposal, String version) {
            Command asked = tightened(proposal, version);
            Optional<Command> answer = guarding.decide(state, known, asked);
            if (!proposal.getContentVersion().equals(version)) {
                answer.filter(command -> command.getStatus() == CommandStatus.REFUSED)
                        .ifPresent(command -> command.setReason(command.getReason() + " (content " + version + ")"));
            }
            return answer;
        }

        /** A newer version may put a runbook to sleep, or take it away; it wakes none whose command is on its way. */
        private Command tightened(Command proposal, String version) {
            if (proposal.getContentVersion().equals(version)) {
                return proposal;
            }
            Mode proposed = Mode.valueOf(proposal.getMode().toUpperCase(Locale.ROOT));
            Mode present =
                    runbooks.find(proposal.getRunbook()).map(Runbook::mode).orElse(Mode.OFF);
            return present.compareTo(proposed) >= 0
                    ? proposal
                    : Command.newBuilder(proposal).setMode(present.word()).build();
        }
    }
}
