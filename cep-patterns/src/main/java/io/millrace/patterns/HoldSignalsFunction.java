package io.millrace.patterns;

import io.millrace.domain.Signal;
import io.millrace.domain.time.Slots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * CEP works only where it can find something: a signal waits here, as one entry that nobody reads, until all that its
 * situation needs was heard in its place within the time that CEP would have waited. Then what waits there passes, in the order of
 * arrival. Most trouble follows no change; in CEP each symptom would be held against all before it.
 * State: signals that wait and when each part was last heard, by the minute; a timer clears both after twice that time.
 */
public final class HoldSignalsFunction extends KeyedProcessFunction<String, Signal, Signal> {
    private static final long serialVersionUID = 1L;

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private static final Comparator<Signal> ARRIVAL =
            Comparator.comparingLong(HoldSignalsFunction::slot).thenComparing(new SignalOrder()::compare);

    private final SituationPattern situation;
    private final TypeInformation<Signal> type;
    private final long window;

    private transient ListState<Signal> held;
    /** Epoch minutes of the first and the second part. */
    private transient ValueState<Tuple2<Long, Long>> heard;

    /** @param type Flink's type of a signal, as everywhere in the job */
    public HoldSignalsFunction(SituationPattern situation, TypeInformation<Signal> type) {
        this.situation = situation;
        this.type = type;
        this.window = Places.wait(situation).toMillis();
    }

    /** Whether signals of the situation have to wait for each other at all. */
    public static boolean holds(SituationPattern situation) {
        return situation.whole() != 0;
    }

    @Override
    public void open(OpenContext context) {
        held = getRuntimeContext().getListState(new ListStateDescriptor<>("held", type));
        heard = getRuntimeContext().getState(new ValueStateDescriptor<>("heard", Types.TUPLE(Types.LONG, Types.LONG)));
    }

    @Override
    public void processElement(Signal signal, Context context, Collector<Signal> out) throws Exception {
        TimerService timers = context.timerService();
        long watermark = timers.currentWatermark();
        long slot = watermark == Long.MAX_VALUE
                ? slot(signal)
                : Math.max(slot(signal), Slots.endOf(Math.max(0, watermark + 1)));
        held.add(signal);
        long minute = Math.floorDiv(slot, MINUTE);
        int parts = situation.parts(signal);
        Tuple2<Long, Long> known = heard.value();
        long one = latest(parts, 1, minute, known == null ? Long.MIN_VALUE : known.f0);
        long other = latest(parts, 2, minute, known == null ? Long.MIN_VALUE : known.f1);
        if (known == null || known.f0 != one || known.f1 != other || parts == 0) {
            heard.update(Tuple2.of(one, other));
            timers.registerEventTimeTimer(tidyAt(minute));
        }
        if (isWhole(one, other, slot)) {
            timers.registerEventTimeTimer(slot);
        }
    }

    private static long latest(int parts, int part, long minute, long known) {
        return (parts & part) == 0 ? known : Math.max(minute, known);
    }

    /** Late enough for everything of that minute to be older than the window, and the same for many minutes. */
    private long tidyAt(long minute) {
        return Slots.endOf((minute * MINUTE / window + 2) * window + MINUTE);
    }

    private boolean isWhole(long one, long other, long now) {
        return isHeard(1, one, now) && isHeard(2, other, now);
    }

    private boolean isHeard(int part, long minute, long now) {
        boolean isNeeded = (situation.whole() & part) != 0;
        return !isNeeded || !isOver(minute, now);
    }

    @Override
    public void onTimer(long timer, OnTimerContext context, Collector<Signal> out) throws Exception {
        Tuple2<Long, Long> known = heard.value();
        boolean passes = known != null && isWhole(known.f0, known.f1, timer);
        var stay = new ArrayList<Signal>();
        var pass = new ArrayList<Signal>();
        for (Signal signal : held.get()) {
            long slot = slot(signal);
            if (slot > timer) {
                stay.add(signal);
            } else if (timer - slot < window) {
                (passes ? pass : stay).add(signal);
            }
        }
        pass.sort(ARRIVAL);
        pass.forEach(out::collect);
        keep(stay, passes, context.timerService());
        if (known != null && stay.isEmpty() && isOver(known.f0, timer) && isOver(known.f1, timer)) {
            heard.clear();
        }
    }

    private boolean isOver(long minute, long now) {
        return minute == Long.MIN_VALUE || now - (minute + 1) * MINUTE >= window;
    }

    private void keep(List<Signal> stay, boolean passes, TimerService timers) throws Exception {
        if (stay.isEmpty()) {
            held.clear();
        } else {
            held.update(stay);
        }
        if (passes) {
            // what was told ahead of its slot passes when that ends
            stay.forEach(signal -> timers.registerEventTimeTimer(slot(signal)));
        }
    }

    private static long slot(Signal signal) {
        return Slots.endOf(signal.getEvent().getArrivedAt().toEpochMilli());
    }
}
