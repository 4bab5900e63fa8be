package io.millrace.operators.stage;

import io.millrace.domain.ReportFact;
import io.millrace.domain.ReportState;
import io.millrace.domain.report.Merged;
import io.millrace.domain.report.Reporting;
import io.millrace.domain.report.Room;
import java.util.ArrayList;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets each fact pass, and those of a thread that is merged a second time under the thread that took it in: the ones before the
 * merge when it is known, later ones at once. State: what would go on, bounded by {@link Room}, until the thread closes; of a merged
 * one where it went; forgotten when nothing was heard of the thread for two weeks. Goes one merge far: what a thread had taken in
 * itself stays with its own record.
 */
public final class FollowMergedFunction extends KeyedProcessFunction<String, ReportFact, ReportFact> {
    private static final long serialVersionUID = 1L;

    private transient MapState<String, ReportFact> facts;
    private transient ValueState<ReportState> states;
    private transient Retention retention;
    private transient Undecided undecided;

    @Override
    public void open(OpenContext context) {
        var runtime = getRuntimeContext();
        facts = runtime.getMapState(
                new MapStateDescriptor<>("followed-facts", Types.STRING, Records.type(ReportFact.class)));
        states = runtime.getState(new ValueStateDescriptor<>("followed-state", Records.type(ReportState.class)));
        retention = new Retention(ReportFunction.MEMORY);
        undecided = new Undecided(runtime.getMetricGroup(), "report");
    }

    @Override
    public void processElement(ReportFact fact, Context context, Collector<ReportFact> out) throws Exception {
        Optional<String> into;
        try {
            into = Merged.into(fact);
        } catch (RuntimeException e) {
            context.output(Outputs.DEAD_LETTERS, undecided.record(fact, fact.getFactId(), fact.getArrivedAt(), e));
            return;
        }
        out.collect(fact);
        if (into.isEmpty() && Reporting.closes(fact)) {
            forget(context);
            return;
        }
        if (into.isEmpty() && !Merged.goesOn(fact)) {
            return;
        }
        ReportState known = states.value();
        ReportState state = known == null ? ReportState.newBuilder().build() : known;
        if (into.isPresent()) {
            follow(into.get(), state, out);
        } else if (state.getMergedInto().isEmpty()) {
            Room.keep(fact, state, new ReportFacts(facts));
        } else {
            out.collect(Merged.to(state.getMergedInto(), fact));
        }
        state.setTouchedAt(Math.max(state.getTouchedAt(), fact.getArrivedAt().toEpochMilli()));
        state.setForgetAt(retention.scheduled(state.getForgetAt(), state.getTouchedAt(), context.timerService()));
        states.update(state);
    }

    private void follow(String survivor, ReportState state, Collector<ReportFact> out) throws Exception {
        state.setMergedInto(survivor);
        var before = new ArrayList<ReportFact>();
        facts.values().forEach(before::add);
        before.forEach(fact -> out.collect(Merged.to(survivor, fact)));
        facts.clear();
    }

    private void forget(Context context) throws Exception {
        ReportState state = states.value();
        if (state != null) {
            context.timerService().deleteEventTimeTimer(state.getForgetAt());
            facts.clear();
            states.clear();
        }
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<ReportFact> out) throws Exception {
        ReportState state = states.value();
        if (state == null) {
            return;
        }
        long forgetAt = retention.after(timer, state.getForgetAt(), state.getTouchedAt(), context.timerService());
        if (forgetAt == Retention.OVER) {
            facts.clear();
            states.clear();
        } else {
            state.setForgetAt(forgetAt);
            states.update(state);
        }
    }
}
