package io.millrace.operators.stage;

import io.millrace.domain.Outcome;
import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.domain.ThreadAct;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadEvent;
import io.millrace.domain.ThreadInput;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.record.Copies;
import io.millrace.domain.report.Acts;
import io.millrace.domain.thread.Changes;
import io.millrace.domain.thread.Inhibiting;
import io.millrace.domain.thread.InhibitionStep;
import io.millrace.domain.thread.Linking;
import io.millrace.domain.thread.Recurrence;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.domain.thread.ThreadStep;
import io.millrace.domain.thread.Threading;
import io.millrace.domain.time.Slots;
import io.millrace.operators.content.ContentStage;
import io.millrace.operators.content.LiveContent;
import io.millrace.runbooks.ContentHistory;
import io.millrace.runbooks.ladder.ExecutorReport;
import io.millrace.runbooks.ladder.LadderStep;
import io.millrace.runbooks.ladder.Ladders;
import io.millrace.runbooks.ladder.VersionedRunbooks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The threads of one scope: signals and situations in, the changelog out; members, situations, proposals, executors' reports
 * and verdicts as side outputs. State: the scope's threads until they close, each with one pending timer, and
 * the slot buffers, what inhibitions keep silent, and what people discharged until it is over. When bounded input ends, lifecycle timers do not act: open threads are reported. A ladder is climbed by
 * the version of content that it began with.
 */
public final class ThreadFunction extends KeyedProcessFunction<String, ThreadInput, ThreadChange>
        implements ContentStage {
    private static final long serialVersionUID = 1L;

    /** After everything else that the end of bounded input makes due. */
    private static final long END_OF_INPUT = Long.MAX_VALUE - 1;

    /** Members and identities of threads beside the state, some 50 MB: 20,000 threads of an alarm or two, or 600 of the largest. */
    static final int DECODED = 100_000;

    private final ThreadSettings settings;
    private final LiveContent<VersionedRunbooks> content;
    private final SilentSignals.Deciding inhibiting;

    private transient SlotBuffer<Signal> signals;
    private transient SlotBuffer<Situation> situations;
    private transient ScopeThreads threads;
    private transient SilentSignals silent;
    private transient DischargedThreads discharged;
    private transient Threading threading;
    private transient Ladders ladders;
    private transient OutcomeCounters counters;
    private transient Undecided undecided;

    public ThreadFunction(ContentHistory content, ThreadSettings settings) {
        this(
                new LiveContent<>(
                        content,
                        bundle -> new VersionedRunbooks(
                                bundle.version(), bundle.compile().runbooks())),
                settings);
    }

    ThreadFunction(LiveContent<VersionedRunbooks> content, ThreadSettings settings) {
        this(content, settings, Inhibiting::onSignal);
    }

    ThreadFunction(LiveContent<VersionedRunbooks> content, ThreadSettings settings, SilentSignals.Deciding inhibiting) {
        this.settings = settings;
        this.content = content;
        this.inhibiting = inhibiting;
    }

    @Override
    public LiveContent<?> content() {
        return content;
    }

    @Override
    public void open(OpenContext context) {
        var runtime = getRuntimeContext();
        signals = new SlotBuffer<>(
                runtime,
                "signal-slots",
                Records.type(Signal.class),
                signal -> signal.getEvent().getArrivedAt(),
                Orders.SIGNALS);
        situations = new SlotBuffer<>(
                runtime, "situation-slots", Records.type(Situation.class), Situation::getArrivedAt, Orders.SITUATIONS);
        threads = new ScopeThreads(runtime, DECODED);
        silent = new SilentSignals(runtime, inhibiting);
        discharged = new DischargedThreads(runtime);
        threading = new Threading(settings);
        ladders = new Ladders((version, at) -> content.version(version, at).value());
        counters = new OutcomeCounters(runtime.getMetricGroup(), "thread");
        undecided = new Undecided(runtime.getMetricGroup(), "thread");
    }

    @Override
    public void processElement(ThreadInput input, Context context, Collector<ThreadChange> out) throws Exception {
        Signal signal = input.getSignal();
        Situation situation = input.getSituation();
        if (signal != null) {
            signals.add(signal, context.timerService());
        }
        if (situation != null) {
            situations.add(situation, context.timerService());
        }
    }

    /** A signal on its way to its scope's threads. */
    public static ThreadInput input(Signal signal) {
        return new ThreadInput(signal.getScope(), signal, null);
    }

    /** A situation on its way to its scope's threads. */
    public static ThreadInput input(Situation situation) {
        return new ThreadInput(situation.getScope(), null, situation);
    }

    /** A scope's threads are read once for a slot and written once after it: in a storm a slot holds thousands of signals. */
    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<ThreadChange> out) throws Exception {
        threads.load(context.getCurrentKey());
        silent.load();
        discharged.load();
        for (Signal signal : signals.take(timer)) {
            admit(signal, context, out);
        }
        for (Situation situation : situations.take(timer)) {
            take(situation, context, out);
        }
        boolean inputEnded = context.timerService().currentWatermark() == Long.MAX_VALUE;
        if (timer == END_OF_INPUT) {
            reportOpen(out);
            tell(silent.inputEnded(), context);
        } else if (inputEnded) {
            context.timerService().registerEventTimeTimer(END_OF_INPUT);
        } else {
            wake(timer, context, out);
        }
        speakUp(timer, !inputEnded, context, out);
        threads.save();
        silent.save(context.timerService());
        discharged.save(Instant.ofEpochMilli(timer), context.timerService());
    }

    /** What no source silences reaches the threads. What inhibitions fail on does too: a page too many is better than one too few. */
    private void admit(Signal signal, OnTimerContext context, Collector<ThreadChange> out) throws Exception {
        InhibitionStep step;
        try {
            step = silent.onSignal(threads.all(), signal);
        } catch (RuntimeException e) {
            context.output(Outputs.DEAD_LETTERS, undecided.event(signal.getEvent(), e));
            step = Inhibiting.failedOpen(signal);
        }
        tell(step, context);
        for (Signal passed : step.signals()) {
            take(passed, context, out);
        }
    }

    /** Whose source is over by now, or has silenced it for long enough, is told. */
    private void speakUp(long timer, boolean timePasses, OnTimerContext context, Collector<ThreadChange> out)
            throws Exception {
        InhibitionStep step = silent.settle(threads.all(), Instant.ofEpochMilli(timer), timePasses);
        tell(step, context);
        for (Signal signal : step.signals()) {
            take(signal, context, out);
        }
    }

    private void tell(InhibitionStep step, OnTimerContext context) {
        step.rows().forEach(row -> {
            if (row.getFinal$()) {
                counters.count(row.getAction());
            }
            context.output(Outputs.DECISIONS, row);
        });
    }

    private void take(Signal signal, OnTimerContext context, Collector<ThreadChange> out) throws Exception {
        ThreadStep step;
        Optional<LadderStep> rungs;
        Optional<Outcome> report;
        List<ThreadAct> acts;
        try {
            Optional<ThreadEvent> silenced = discharged.on(signal);
            if (silenced.isPresent()) {
                context.output(Outputs.THREAD_EVENTS, silenced.get());
                return;
            }
            step = threading.onSignal(threads.all(), signal);
            rungs = step.state().map(thread -> ladders.onSignal(thread, signal));
            report = ExecutorReport.of(signal.getEvent());
            acts = Acts.of(threads.all(), step.state().orElse(null), signal);
        } catch (RuntimeException e) {
            context.output(Outputs.DEAD_LETTERS, undecided.event(signal.getEvent(), e));
            return;
        }
        report.ifPresent(row -> context.output(Outputs.OUTCOMES, row));
        acts.forEach(act -> context.output(Outputs.ACTS, act));
        emit(step, context, out);
        step.state().ifPresent(thread -> Linking.offers(thread.getThreadId(), signal)
                .forEach(offer -> context.output(Outputs.LINK_OFFERS, offer)));
        if (rungs.isPresent()) {
            emit(rungs.get(), context, out);
        }
    }

    private void take(Situation situation, OnTimerContext context, Collector<ThreadChange> out) throws Exception {
        ThreadStep step;
        try {
            step = threading.onSituation(threads.all(), situation);
        } catch (RuntimeException e) {
            context.output(Outputs.SITUATIONS, situation);
            context.output(
                    Outputs.DEAD_LETTERS,
                    undecided.record(situation, situation.getSituationId(), situation.getArrivedAt(), e));
            return;
        }
        // of each end that lasts, a recovery comes from CEP; it is one only where a whole thread is over
        if (step.state().isPresent() || !situation.getType().equals(Threading.RECOVERY)) {
            context.output(Outputs.SITUATIONS, situation);
        }
        emit(step, context, out);
    }

    /** What time alone decides: rungs that did not verify, threads that close. */
    private void wake(long timer, OnTimerContext context, Collector<ThreadChange> out) throws Exception {
        var now = Instant.ofEpochMilli(timer);
        for (ThreadState thread : List.copyOf(threads.all())) {
            if (thread.getWakeAt() > timer) {
                continue;
            }
            LadderStep rungs = ladders.onTime(thread, now);
            emit(rungs, context, out);
            ThreadState known = threads.get(thread.getThreadId());
            ThreadStep step = threading.onTime(known, now);
            emit(step, context, out);
            if (step.state().isEmpty()) {
                keep(known, context.timerService());
            }
        }
    }

    private void emit(ThreadStep step, OnTimerContext context, Collector<ThreadChange> out) throws Exception {
        for (ThreadStep ended : step.merged()) {
            tell(ended, context, out);
        }
        tell(step, context, out);
        // What was merged lives on in another thread.
        step.state()
                .flatMap(thread -> Recurrence.incident(thread, thread.getUpdatedAt()))
                .ifPresent(incident -> context.output(Outputs.INCIDENTS, incident));
    }

    private void tell(ThreadStep step, OnTimerContext context, Collector<ThreadChange> out) throws Exception {
        if (step.state().isEmpty()) {
            return;
        }
        keep(step.state().get(), context.timerService());
        for (ThreadChange change : step.changes()) {
            counters.count(Changes.valueOf(change.getChange()));
            out.collect(change);
        }
        step.members().forEach(member -> context.output(Outputs.THREAD_EVENTS, member));
    }

    private void emit(LadderStep step, OnTimerContext context, Collector<ThreadChange> out) throws Exception {
        if (step.state().isEmpty()) {
            return;
        }
        keep(step.state().get(), context.timerService());
        step.commands().forEach(command -> context.output(Outputs.PROPOSALS, command));
        step.outcomes().forEach(outcome -> context.output(Outputs.OUTCOMES, outcome));
        for (String reason : step.escalations()) {
            ThreadState known = threads.get(step.state().get().getThreadId());
            emit(threading.escalate(known, reason, step.at()), context, out);
        }
    }

    private void keep(ThreadState thread, TimerService timers) throws Exception {
        if (thread.getStatus() == ThreadStatus.CLOSED) {
            discharged.closed(thread, thread.getUpdatedAt());
            threads.remove(thread);
            return;
        }
        Instant lifecycle = threading.due(thread);
        Instant due = ladders.due(thread).filter(lifecycle::isAfter).orElse(lifecycle);
        long wakeAt = Slots.endOf(due.toEpochMilli());
        // A later due time needs no new timer: the pending one looks again.
        boolean pending = thread.getWakeAt() > timers.currentWatermark() && thread.getWakeAt() <= wakeAt;
        if (pending) {
            threads.put(thread);
            return;
        }
        var woken = Copies.shallow(thread, new ThreadState());
        woken.setWakeAt(wakeAt);
        timers.registerEventTimeTimer(wakeAt);
        threads.put(woken);
    }

    private void reportOpen(Collector<ThreadChange> out) throws Exception {
        for (ThreadState thread : threads.all()) {
            if (thread.getStatus() != ThreadStatus.RESOLVED) {
                out.collect(Changes.OPEN_AT_END.of(thread, "the input ended", thread.getUpdatedAt()));
            }
        }
    }
}
