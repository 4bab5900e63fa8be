package io.millrace.operators.stage;

import io.millrace.domain.Decision;
import io.millrace.domain.DecisionAction;
import io.millrace.domain.EventKind;
import io.millrace.domain.FoldState;
import io.millrace.domain.FoldedEvent;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.PageSet;
import io.millrace.domain.decision.Decisions;
import io.millrace.domain.decision.Loop;
import io.millrace.domain.fold.FoldSettings;
import io.millrace.domain.fold.FoldStep;
import io.millrace.domain.fold.Folding;
import io.millrace.domain.time.Slots;
import io.millrace.operators.content.ContentStage;
import io.millrace.operators.content.LiveContent;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.ContentHistory;
import io.millrace.runbooks.services.ServiceCatalog;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/**
 * Folds events by identity; what is folded leaves as a decision row that names what it was folded into. Pages of one
 * communication are held until all have come or a timer fires, also when bounded input ends. What folding fails on passes unfolded.
 * State: one {@link FoldState} per identity, forgotten after the retention, and the slot buffer.
 */
public final class FoldFunction extends KeyedProcessFunction<String, OpsEvent, FoldedEvent> implements ContentStage {
    private static final long serialVersionUID = 1L;

    /** Before every time: nothing is due by it. */
    private static final long COMPLETE_ONLY = Long.MIN_VALUE;

    private final FoldSettings settings;
    private final LiveContent<Scopes> content;

    private transient SlotBuffer<OpsEvent> buffer;
    private transient ValueState<FoldState> identity;
    private transient Folding folding;
    private transient OutcomeCounters counters;
    private transient Undecided undecided;

    public FoldFunction(ContentHistory content, FoldSettings settings) {
        this(content, settings, FoldFunction::ofCatalog);
    }

    FoldFunction(ContentHistory content, FoldSettings settings, SerializableFunction<ContentBundle, Scopes> catalog) {
        this.settings = settings;
        this.content = new LiveContent<>(content, catalog);
    }

    @Override
    public LiveContent<?> content() {
        return content;
    }

    /** The scope of an event by the service catalog. */
    interface Scopes {
        String of(OpsEvent event);
    }

    private static Scopes ofCatalog(ContentBundle bundle) {
        ServiceCatalog catalog = bundle.compile().catalog();
        return event -> catalog.of(event).scope();
    }

    @Override
    public void open(OpenContext context) {
        var runtime = getRuntimeContext();
        buffer =
                new SlotBuffer<>(runtime, "slots", Records.type(OpsEvent.class), OpsEvent::getArrivedAt, Orders.EVENTS);
        identity = runtime.getState(new ValueStateDescriptor<>("identity", Records.type(FoldState.class)));
        folding = new Folding(settings);
        counters = new OutcomeCounters(runtime.getMetricGroup(), "fold");
        undecided = new Undecided(runtime.getMetricGroup(), "fold");
    }

    @Override
    public void processElement(OpsEvent event, Context context, Collector<FoldedEvent> out) throws Exception {
        if (event.getKind() == EventKind.TICK) {
            counters.count(DecisionAction.TICK);
            context.output(Outputs.DECISIONS, tick(event));
        } else {
            buffer.add(event, context.timerService());
        }
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<FoldedEvent> out) throws Exception {
        FoldState known = identity.value();
        FoldState state = known;
        for (OpsEvent event : buffer.take(timer)) {
            state = fold(state, event, context, out);
            state = state == null ? null : release(state, COMPLETE_ONLY, context, out);
        }
        state = state == null ? null : release(state, timer, context, out);
        if (state != null && state != known) {
            identity.update(state);
        }
        forget(timer, state, context);
    }

    /** The state after the event; as it was when the event cannot be decided. */
    private @Nullable FoldState fold(
            @Nullable FoldState known, OpsEvent event, OnTimerContext context, Collector<FoldedEvent> out) {
        FoldStep step;
        try {
            var present = content.at(event.getArrivedAt());
            step = folding.fold(known, event, scope(event, present.value()), present.version());
        } catch (RuntimeException e) {
            failedOpen(event, e, context, out);
            return known;
        }
        var state = step.state();
        if (known == null) {
            state.setForgetAt(
                    Slots.endOf(state.getTouchedAt() + settings.retention().toMillis()));
            context.timerService().registerEventTimeTimer(state.getForgetAt());
        }
        if (step.isHeld()) {
            Folding.heldUntil(state).forEach(context.timerService()::registerEventTimeTimer);
        } else {
            emit(event, step, context, out);
        }
        return state;
    }

    /** Lets go what was held: communications that are complete, and those whose time is over at {@code now}. */
    private FoldState release(FoldState known, long now, OnTimerContext context, Collector<FoldedEvent> out) {
        FoldState state = known;
        Optional<PageSet> due = Folding.due(state, now);
        while (due.isPresent()) {
            OpsEvent event = Folding.whole(due.get());
            try {
                var present = content.at(event.getArrivedAt());
                FoldStep step = folding.release(state, due.get(), scope(event, present.value()), present.version());
                emit(event, step, context, out);
                state = step.state();
            } catch (RuntimeException e) {
                failedOpen(event, e, context, out);
                state = Folding.given(state, due.get());
            }
            due = Folding.due(state, now);
        }
        return state;
    }

    /** A dead letter with the trace; and the event goes on unfolded, since a page too many is better than one too few. */
    private void failedOpen(
            OpsEvent event, RuntimeException cause, OnTimerContext context, Collector<FoldedEvent> out) {
        context.output(Outputs.DEAD_LETTERS, undecided.event(event, cause));
        if (Sendable.is(event)) {
            String version = content.at(event.getArrivedAt()).version();
            out.collect(Folding.unfolded(event, version, cause.toString()));
        }
    }

    private void emit(OpsEvent event, FoldStep step, OnTimerContext context, Collector<FoldedEvent> out) {
        if (step.passed().isPresent()) {
            out.collect(step.passed().get());
        } else {
            counters.count(DecisionAction.FOLDED);
            context.output(Outputs.DECISIONS, folded(event, step));
        }
    }

    /** Our own events come back with the scope that they were sent from; all others are asked of the catalog. */
    private static String scope(OpsEvent event, Scopes scopes) {
        String named = event.getAttributes().get("scope");
        return Loop.isControl(event) && named != null && !named.isEmpty() ? named : scopes.of(event);
    }

    private void forget(long timer, @Nullable FoldState state, OnTimerContext context) throws Exception {
        if (state == null || state.getForgetAt() > timer) {
            return;
        }
        long unneeded = Slots.endOf(state.getTouchedAt() + settings.retention().toMillis());
        // what is still held leaves first
        long due = Folding.heldUntil(state).reduce(unneeded, Math::max);
        if (due <= timer) {
            identity.clear();
        } else {
            state.setForgetAt(due);
            identity.update(state);
            context.timerService().registerEventTimeTimer(due);
        }
    }

    private static Decision tick(OpsEvent event) {
        return Decisions.about(event, "fold", DecisionAction.TICK)
                .setRule("tick")
                .build();
    }

    private static Decision folded(OpsEvent event, FoldStep step) {
        return Decisions.about(event, "fold", DecisionAction.FOLDED)
                .setRule(step.rule())
                .setReason(step.reason())
                .setFoldedInto(step.foldedInto())
                .setScope(step.state().getScope())
                .setContentVersion(step.state().getContentVersion())
                .build();
    }
}
