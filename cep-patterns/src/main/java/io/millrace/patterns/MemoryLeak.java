package io.millrace.patterns;

import io.millrace.domain.EventStatus;
import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.pattern.Pattern;

/**
 * The memory of one resource is high and keeps rising: what is high and flat is a cache, what rises and is low has time.
 *
 * <pre>
 *   level is met ──────── trend is met       ──► memory-leak     starts: an alarm or a condition on a level of memory, or a
 *   trend is met ──────── level is met       ──► memory-leak             condition on its trend, a forecast of its limit
 *   └──────── at most 30 min ────────┘                           ends:   the other one, on the same resource
 *                                                                voided: 30 minutes pass between them
 * </pre>
 */
public final class MemoryLeak implements SituationPattern {
    private static final long serialVersionUID = 1L;

    /** Beyond the window, in arrival time: metric points arrive 2 to 3 minutes late. */
    private static final Duration DELAY = Duration.ofMinutes(5);

    private final Duration window;
    private final Pair pair;

    public MemoryLeak() {
        this(SituationSettings.defaults());
    }

    MemoryLeak(SituationSettings settings) {
        window = settings.span(Knob.MEMORY_WINDOW);
        pair = new Pair(new LevelAndTrend(window));
    }

    @Override
    public String type() {
        return "memory-leak";
    }

    @Override
    public List<String> places(Signal signal) {
        return pair.concerns(signal)
                ? Places.of(signal.getScope(), signal.getEvent().getResources())
                : List.of();
    }

    @Override
    public Pattern<Signal, Signal> pattern() {
        return pair.pattern(window.plus(DELAY));
    }

    @Override
    public Situation situation(Map<String, List<Signal>> match) {
        Signal level = pair.one(match);
        Signal trend = pair.other(match);
        return Situations.of(
                type(),
                "Memory is high and keeps rising: " + level.getEvent().getTitle() + "; "
                        + trend.getEvent().getTitle(),
                Math.max(level.getSeverity(), trend.getSeverity()),
                List.of(level, trend));
    }

    /** Level and trend of the memory of one resource. */
    static final class LevelAndTrend implements Pair.Kinds {
        private static final long serialVersionUID = 1L;

        private final Duration window;

        LevelAndTrend(Duration window) {
            this.window = window;
        }

        @Override
        public boolean isOne(Signal signal) {
            return isOfMemory(signal) && Traits.isLevel(signal);
        }

        @Override
        public boolean isOther(Signal signal) {
            return isOfMemory(signal) && Traits.isTrend(signal);
        }

        private static boolean isOfMemory(Signal signal) {
            String metric = Traits.metric(signal);
            return signal.getEvent().getStatus() == EventStatus.OPEN
                    && (metric.startsWith("mem") || metric.contains("memory") || metric.contains("heap"));
        }

        @Override
        public boolean together(Signal level, Signal trend) {
            return Traits.shareAResource(level, trend)
                    && Traits.between(level, trend).abs().compareTo(window) <= 0;
        }
    }
}
