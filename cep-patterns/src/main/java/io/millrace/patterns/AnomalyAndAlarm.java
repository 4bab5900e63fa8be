package io.millrace.patterns;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.domain.time.EventTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/**
 * A model and a threshold agree about one resource, in either order: each confirms the other. A second witness makes it surer, not
 * graver: the severity is theirs.
 *
 * <pre>
 *   anomaly ─────── alarm        ──► anomaly-and-alarm     starts: an anomaly or an opening alarm
 *   alarm ───────── anomaly      ──► anomaly-and-alarm     ends:   the other kind on a shared resource
 *   └── 15 min of event time ──┘                           voided: 15 minutes pass between them
 * </pre>
 */
public final class AnomalyAndAlarm implements SituationPattern {
    private static final long serialVersionUID = 1L;

    /** What CEP waits beyond the window, in arrival time: metric points arrive 2 to 3 minutes late. */
    private static final Duration DELAY = Duration.ofMinutes(5);

    private final Duration window;

    public AnomalyAndAlarm() {
        this(SituationSettings.defaults());
    }

    AnomalyAndAlarm(SituationSettings settings) {
        this(settings.span(Knob.CONFIRMATION_WINDOW));
    }

    /** @param window most event time between the two, whichever came first */
    public AnomalyAndAlarm(Duration window) {
        this.window = window;
    }

    @Override
    public String type() {
        return "anomaly-and-alarm";
    }

    @Override
    public List<String> places(Signal signal) {
        return isAnomaly(signal) || isAlarm(signal)
                ? Places.of(signal.getScope(), signal.getEvent().getResources())
                : List.of();
    }

    @Override
    public int parts(Signal signal) {
        return (isAnomaly(signal) ? 1 : 0) | (isAlarm(signal) ? 2 : 0);
    }

    /** Both: what only a model or only a threshold speaks of is confirmed by nothing. */
    @Override
    public int whole() {
        return 3;
    }

    @Override
    public Pattern<Signal, Signal> pattern() {
        return Pattern.<Signal>begin("suspects", AfterMatchSkipStrategy.noSkip())
                .where(new AnomalyOrAlarm())
                .followedBy("confirms")
                .where(new ConfirmsOnSharedResource(window))
                .within(window.plus(DELAY));
    }

    @Override
    public Situation situation(Map<String, List<Signal>> match) {
        Signal suspects = Situations.first(match, "suspects");
        Signal confirms = Situations.first(match, "confirms");
        var signals = new ArrayList<>(List.of(suspects, confirms));
        Signal alarm = isAnomaly(suspects) ? confirms : suspects;
        int severity = Math.max(suspects.getSeverity(), confirms.getSeverity());
        return Situations.of(type(), alarm.getEvent().getTitle() + ", confirmed by an anomaly", severity, signals);
    }

    static boolean isAnomaly(Signal signal) {
        return signal.getEvent().getKind() == EventKind.ANOMALY
                && signal.getEvent().getStatus() == EventStatus.OPEN;
    }

    static boolean isAlarm(Signal signal) {
        return AlarmOpens.isOpeningAlarm(signal.getEvent());
    }

    /** An anomaly is raised or an alarm opens. */
    static final class AnomalyOrAlarm extends SimpleCondition<Signal> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean filter(Signal signal) {
            return isAnomaly(signal) || isAlarm(signal);
        }
    }

    /** The other kind, on a resource of the first, within the window in either direction. */
    static final class ConfirmsOnSharedResource extends IterativeCondition<Signal> {
        private static final long serialVersionUID = 1L;

        private final Duration window;

        ConfirmsOnSharedResource(Duration window) {
            this.window = window;
        }

        @Override
        public boolean filter(Signal signal, Context<Signal> context) throws Exception {
            if (!isAnomaly(signal) && !isAlarm(signal)) {
                return false;
            }
            return confirms(context.getEventsForPattern("suspects").iterator().next(), signal, window);
        }

        static boolean confirms(Signal first, Signal second, Duration window) {
            boolean otherKind = isAnomaly(first) ? isAlarm(second) : isAnomaly(second);
            var distance = Duration.between(EventTimes.of(first.getEvent()), EventTimes.of(second.getEvent()))
                    .abs();
            return otherKind
                    && distance.compareTo(window) <= 0
                    && !Collections.disjoint(
                            first.getEvent().getResources(), second.getEvent().getResources());
        }
    }
}
