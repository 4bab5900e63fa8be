package io.millrace.operators.stage;

import io.millrace.domain.IncidentReport;
import io.millrace.domain.Outcome;
import io.millrace.domain.ReportFact;
import io.millrace.domain.ReportState;
import io.millrace.domain.report.Reporting;
import io.millrace.domain.report.Room;
import io.millrace.domain.report.ShadowOutcomes;
import io.millrace.domain.time.Slots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
 * Gathers what the other stages say of a thread, and writes its post-incident record when it has closed; the grades of its shadows
 * are outcomes. Facts are a set, so their order does not matter. State: the facts of a thread until its record is written,
 * bounded by {@link Room}; forgotten when nothing was heard of it for two weeks. At the end of bounded input nothing is written:
 * a longer one could say more.
 */
public final class ReportFunction extends KeyedProcessFunction<String, ReportFact, IncidentReport> {
    private static final long serialVersionUID = 1L;

    /** Far longer than an open thread is silent before it is given up as stale. */
    static final Duration MEMORY = Duration.ofDays(14);

    private transient MapState<String, ReportFact> facts;
    private transient ValueState<ReportState> states;
    private transient Retention retention;
    private transient Undecided undecided;

    @Override
    public void open(OpenContext context) {
        var runtime = getRuntimeContext();
        facts = runtime.getMapState(
                new MapStateDescriptor<>("report-facts", Types.STRING, Records.type(ReportFact.class)));
        states = runtime.getState(new ValueStateDescriptor<>("report-state", Records.type(ReportState.class)));
        retention = new Retention(MEMORY);
        undecided = new Undecided(runtime.getMetricGroup(), "report");
    }

    @Override
    public void processElement(ReportFact fact, Context context, Collector<IncidentReport> out) throws Exception {
        ReportState known = states.value();
        ReportState state = known == null ? ReportState.newBuilder().build() : known;
        Room.keep(fact, state, new ReportFacts(facts));
        if (Reporting.closes(fact)) {
            Instant reportAt = Instant.ofEpochMilli(
                    Slots.endOf(fact.getArrivedAt().plus(Reporting.SETTLE).toEpochMilli()));
            state.setReportAt(reportAt);
            context.timerService().registerEventTimeTimer(reportAt.toEpochMilli());
        }
        state.setTouchedAt(Math.max(state.getTouchedAt(), fact.getArrivedAt().toEpochMilli()));
        state.setForgetAt(retention.scheduled(state.getForgetAt(), state.getTouchedAt(), context.timerService()));
        states.update(state);
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<IncidentReport> out) throws Exception {
        ReportState state = states.value();
        boolean inputEnded = context.timerService().currentWatermark() == Long.MAX_VALUE;
        if (state == null || inputEnded) {
            return;
        }
        Instant reportAt = state.getReportAt();
        if (reportAt != null && reportAt.toEpochMilli() <= timer) {
            write(state, context, out);
            context.timerService().deleteEventTimeTimer(state.getForgetAt());
            clear();
            return;
        }
        long forgetAt = retention.after(timer, state.getForgetAt(), state.getTouchedAt(), context.timerService());
        if (forgetAt == Retention.OVER) {
            clear();
        } else {
            state.setForgetAt(forgetAt);
            states.update(state);
        }
    }

    private void write(ReportState state, OnTimerContext context, Collector<IncidentReport> out) throws Exception {
        var all = new ArrayList<ReportFact>();
        facts.values().forEach(all::add);
        Optional<IncidentReport> report;
        List<Outcome> grades;
        try {
            report = Reporting.report(all, state.getOmitted());
            grades = report.map(ShadowOutcomes::of).orElse(List.of());
        } catch (RuntimeException e) {
            for (ReportFact fact : all) {
                if (Reporting.closes(fact)) {
                    context.output(
                            Outputs.DEAD_LETTERS, undecided.record(fact, fact.getFactId(), fact.getArrivedAt(), e));
                }
            }
            return;
        }
        report.ifPresent(out::collect);
        grades.forEach(grade -> context.output(Outputs.OUTCOMES, grade));
    }

    private void clear() {
        facts.clear();
        states.clear();
    }
}
