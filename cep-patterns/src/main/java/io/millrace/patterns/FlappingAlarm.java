package io.millrace.patterns;

import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.domain.time.EventTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/**
 * One alarm opens again and again: an episode is reported once, at its third opening within the window. The
 * episode lasts while each opening still has two others in the window before it.
 *
 * <pre>
 *   ALARM ──OK── ALARM ──OK── ALARM            ──► flapping-alarm
 *   first-opening  opens-again  keeps-flapping
 *   └────────── at most 30 min ──────────┘        starts: two openings, and no third before them in 30 min
 *                                                 voided: the third opening comes later than that
 * </pre>
 */
public final class FlappingAlarm implements SituationPattern {
    private static final long serialVersionUID = 1L;

    /** What CEP waits beyond the window, in arrival time: alarms arrive at once, retries a little later. */
    private static final Duration DELAY = Duration.ofMinutes(5);

    private final Duration window;

    public FlappingAlarm() {
        this(SituationSettings.defaults());
    }

    FlappingAlarm(SituationSettings settings) {
        this(settings.span(Knob.FLAPPING_WINDOW));
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
    public List<String> places(Signal signal) {
        return AlarmOpens.isOpeningAlarm(signal.getEvent())
                ? Places.of(signal.getScope(), List.of(signal.getEvent().getIdentity()))
                : List.of();
    }

    @Override
    public Pattern<Signal, Signal> pattern() {
        return Pattern.<Signal>begin("first-opening", AfterMatchSkipStrategy.noSkip())
                .where(new AlarmOpens())
                .followedBy("opens-again")
                .where(new SameAlarmOpens(window))
                .where(new BeginsAnEpisode())
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

    /** The second opening within a window; a third or later one continues an episode that is reported already. */
    static final class BeginsAnEpisode extends SimpleCondition<Signal> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean filter(Signal signal) {
            return signal.getFlapCount() <= 2;
        }
    }

    /** The same alarm opens anew, not a re-send of an opening seen before, within the window of the first. */
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
            for (Signal again : context.getEventsForPattern("opens-again")) {
                if (isSameOpening(again, signal)) {
                    return false;
                }
            }
            Signal first =
                    context.getEventsForPattern("first-opening").iterator().next();
            return opensAgain(first, signal, window);
        }

        private static boolean isSameOpening(Signal one, Signal other) {
            return one.getOccurrenceId().equals(other.getOccurrenceId());
        }

        static boolean opensAgain(Signal first, Signal later, Duration window) {
            var distance = Duration.between(EventTimes.of(first.getEvent()), EventTimes.of(later.getEvent()))
                    .abs();
            return later.getEvent().getIdentity().equals(first.getEvent().getIdentity())
                    && !isSameOpening(first, later)
                    && distance.compareTo(window) <= 0;
        }
    }
}
