package io.millrace.operators.stage;

import io.millrace.domain.Command;
import io.millrace.domain.GuardState;
import io.millrace.domain.guard.GuardSettings;
import io.millrace.domain.guard.Guarding;
import io.millrace.domain.time.Slots;
import io.millrace.runbooks.ContentBundle;
import java.util.ArrayList;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Holds every guardrail that spans scopes on one key: proposals in, granted and refused commands out.
 * State: the grants within the longest window, and the slot buffer; cleared when the last grant has aged.
 */
public final class GuardFunction extends KeyedProcessFunction<String, Command, Command> {
    private static final long serialVersionUID = 1L;

    /** The one key: commands are few, and budgets span everything. */
    public static final String KEY = "fleet";

    private final ContentBundle bundle;

    private transient SlotBuffer<Command> buffer;
    private transient ValueState<GuardState> grants;
    private transient Guarding guarding;
    private transient OutcomeCounters counters;
    private transient Undecided undecided;
    private transient long memory;

    public GuardFunction(ContentBundle bundle) {
        this.bundle = bundle;
    }

    @Override
    public void open(OpenContext context) {
        var runtime = getRuntimeContext();
        buffer =
                new SlotBuffer<>(runtime, "slots", Records.type(Command.class), Command::getArrivedAt, Orders.COMMANDS);
        grants = runtime.getState(new ValueStateDescriptor<>("grants", Records.type(GuardState.class)));
        GuardSettings settings = bundle.compile().guardrails();
        guarding = new Guarding(settings);
        counters = new OutcomeCounters(runtime.getMetricGroup(), "guard");
        undecided = new Undecided(runtime.getMetricGroup(), "guard");
        memory = Math.max(settings.window().toMillis(), Guarding.LONGEST_COOL_DOWN.toMillis());
    }

    @Override
    public void processElement(Command proposal, Context context, Collector<Command> out) throws Exception {
        buffer.add(proposal, context.timerService());
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<Command> out) throws Exception {
        for (Command proposal : buffer.take(timer)) {
            GuardState state = grants.value();
            if (state == null) {
                state = new GuardState(new ArrayList<>());
            }
            Optional<Command> answer;
            GuardState after;
            try {
                answer = guarding.decide(state, proposal);
                after = answer.isPresent() ? guarding.after(state, answer.get()) : state;
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
            context.timerService().registerEventTimeTimer(Slots.endOf(timer + memory));
        }
        forget(timer);
    }

    private void forget(long timer) throws Exception {
        GuardState state = grants.value();
        if (state != null && state.getGrants().stream().allMatch(grant -> grant.getGrantedAt() + memory <= timer)) {
            grants.clear();
        }
    }
}
