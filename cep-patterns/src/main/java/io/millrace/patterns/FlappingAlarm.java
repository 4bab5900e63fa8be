package io.millrace.patterns;

import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/**
 * One alarm opens again and again: an episode is reported once, at its third opening.
 *
 * <pre>
 *   ALARM ──OK── ALARM ──OK── ALARM            ──► flapping-alarm
 *   first-opening  opens-again  keeps-flapping
 *   └────────── at most 30 min ──────────┘        starts: an opening after 30 min without one
 *                                                 voided: the third opening comes later than that
 * </pre>
 */
public final class FlappingAlarm implements SituationPattern {
    private static final long serialVersionUID = 1L;

    /** What CEP waits beyond the window, in arrival time: alarms arrive at once, retries a little later. */
    private static final Duration DELAY = Duration.ofMinutes(5);

    private final Duration window;

    public FlappingAlarm() {
        this(Duration.ofMinutes(30));
    }

    /** @param window event time that the three openings must fall into */
    public FlappingAlarm(Duration window) {
        this.window = window;
    }

    @Override
    public String type() {
        return "flapping-alarm";
    }

    @Override
    public Pattern<Signal, Signal> pattern() {
        return Pattern.<Signal>begin("first-opening", AfterMatchSkipStrategy.noSkip())
                .where(new AlarmOpens())
                .where(new BeginsAnEpisode())
                .followedBy("opens-again")
                .where(new SameAlarmOpens(window))
                .followedBy("keeps-flapping")
                .where(new SameAlarmOpens(window))
                .within(window.plus(DELAY));
    }

    @Override
    public Situation situation(Map<String, List<Signal>> match) {
        var signals = new ArrayList<Signal>();
        match.values().forEach(signals::addAll);
        Signal last = Situations.first(match, "keeps-flapping");
        int severity = signals.stream().mapToInt(Signal::getSeverity).max().orElseThrow();
        return Situations.of(
                type(),
                last.getEvent().getTitle() + " flaps: " + signals.size() + " openings within " + window.toMinutes()
                        + " minutes",
                severity,
                signals);
    }

    /** The first opening after a quiet window; later openings continue the episode. */
    static final class BeginsAnEpisode extends SimpleCondition<Signal> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean filter(Signal signal) {
            return signal.getFlapCount() == 1;
        }
    }

    /** The same alarm opens anew within the window of the first opening. */
    static final class SameAlarmOpens extends IterativeCondition<Signal> {
        private static final long serialVersionUID = 1L;

        private final Duration window;

        SameAlarmOpens(Duration window) {
            this.window = window;
        }

        @Override
        public boolean filter(Signal signal, Context<Signal> context) throws Exception {
            if (!AlarmOpens.isOpeningAlarm(signal.getEvent())) {
                return false;
            }
            Signal first =
                    context.getEventsForPattern("first-opening").iterator().next();
            return opensAgain(first, signal, window);
        }

        static boolean opensAgain(Signal first, Signal later, Duration window) {
            Instant end = first.getEvent().getEventTime().plus(window);
            return later.getEvent().getIdentity().equals(first.getEvent().getIdentity())
                    && !later.getOccurrenceId().equals(first.getOccurrenceId())
                    && !later.getEvent().getEventTime().isAfter(end);
        }
    }
}
