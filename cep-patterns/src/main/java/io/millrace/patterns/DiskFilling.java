package io.millrace.patterns;

import io.millrace.domain.EventStatus;
import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.domain.thread.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.pattern.Pattern;

/**
 * A disk is filling up and already high, and not yet full: the last moment to do something in peace.
 *
 * <pre>
 *   will be full in 6 h ───────── above 85 %       ──► disk-filling     starts: a condition on the trend of a disk, a
 *   above 85 % ────────── will be full in 6 h      ──► disk-filling             forecast of its limit, or one on its level
 *   └─────────── at most 12 h ───────────┘                              ends:   the other one, of the same disk
 *                                                                       voided: 12 hours pass between them, or the level
 *                                                                               is 95 % or more: it is full
 * </pre>
 */
public final class DiskFilling implements SituationPattern {
    private static final long serialVersionUID = 1L;

    /** Beyond the window, in arrival time: metric points arrive 2 to 3 minutes late. */
    private static final Duration DELAY = Duration.ofMinutes(5);

    private final Duration window;
    private final Pair pair;

    public DiskFilling() {
        this(SituationSettings.defaults());
    }

    DiskFilling(SituationSettings settings) {
        window = settings.span(Knob.DISK_WINDOW);
        pair = new Pair(new TrendAndLevel(window, settings.count(Knob.DISK_FULL)));
    }

    @Override
    public String type() {
        return "disk-filling";
    }

    @Override
    public List<String> places(Signal signal) {
        return pair.concerns(signal)
                ? Places.of(signal.getScope(), List.of(Subject.series(signal.getEvent())))
                : List.of();
    }

    @Override
    public Pattern<Signal, Signal> pattern() {
        return pair.pattern(window.plus(DELAY));
    }

    @Override
    public Situation situation(Map<String, List<Signal>> match) {
        Signal trend = pair.one(match);
        Signal level = pair.other(match);
        return Situations.of(
                type(),
                "A disk is high and filling up: " + trend.getEvent().getTitle() + "; "
                        + level.getEvent().getTitle(),
                Math.max(level.getSeverity(), trend.getSeverity()),
                List.of(trend, level));
    }

    /** Trend and level of one disk, below what is full. */
    static final class TrendAndLevel implements Pair.Kinds {
        private static final long serialVersionUID = 1L;

        private final Duration window;
        private final int full;

        TrendAndLevel(Duration window, int full) {
            this.window = window;
            this.full = full;
        }

        @Override
        public boolean isOne(Signal signal) {
            return isOfADisk(signal) && Traits.isTrend(signal);
        }

        @Override
        public boolean isOther(Signal signal) {
            return isOfADisk(signal) && Traits.isLevel(signal) && value(signal) < full;
        }

        private static boolean isOfADisk(Signal signal) {
            String metric = Traits.metric(signal);
            return signal.getEvent().getStatus() == EventStatus.OPEN
                    && (metric.contains("disk_used") || metric.contains("diskspace"));
        }

        private static double value(Signal signal) {
            return signal.getEvent().getValues().getOrDefault("value", 0.0);
        }

        @Override
        public boolean together(Signal trend, Signal level) {
            return Subject.series(trend.getEvent()).equals(Subject.series(level.getEvent()))
                    && Traits.between(trend, level).abs().compareTo(window) <= 0;
        }
    }
}
