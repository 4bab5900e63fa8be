package io.millrace.patterns;

import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.pattern.Pattern;

/**
 * Two witnesses of different kinds say that one thing has fallen silent: its metrics or heartbeat are absent, an alarm has
 * no data, an agent is stale or not managed any more. One alone is often the witness's own trouble.
 *
 * <pre>
 *   no points ──────── agent not managed       ──► heartbeat-absence     starts: absence, an alarm without data, or coverage
 *   agent stale ────── alarm without data      ──► heartbeat-absence             that ended
 *   └──────── at most 1 h ────────┘                                      ends:   a witness of another kind, of the same resource
 *                                                                        voided: an hour passes between them
 * </pre>
 */
public final class Silence implements SituationPattern {
    private static final long serialVersionUID = 1L;

    /** Beyond the window, in arrival time: coverage is told some minutes later. */
    private static final Duration DELAY = Duration.ofMinutes(15);

    private final Duration window;
    private final Pair pair;

    public Silence() {
        this(SituationSettings.defaults());
    }

    Silence(SituationSettings settings) {
        window = settings.span(Knob.SILENCE_WINDOW);
        pair = new Pair(new TwoWitnesses(window));
    }

    @Override
    public String type() {
        return "heartbeat-absence";
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
        Signal one = pair.one(match);
        Signal other = pair.other(match);
        return Situations.of(
                type(),
                "Not heard of any more: " + one.getEvent().getTitle() + "; "
                        + other.getEvent().getTitle(),
                Math.min(5, Math.max(one.getSeverity(), other.getSeverity()) + 1),
                List.of(one, other));
    }

    /** Two of different kinds about one resource. */
    static final class TwoWitnesses implements Pair.Kinds {
        private static final long serialVersionUID = 1L;

        private enum Witness {
            NONE,
            METRICS,
            ALARM,
            AGENT
        }

        private final Duration window;

        TwoWitnesses(Duration window) {
            this.window = window;
        }

        @Override
        public boolean isOne(Signal signal) {
            return witness(signal) != Witness.NONE;
        }

        @Override
        public boolean isOther(Signal signal) {
            return isOne(signal);
        }

        private static Witness witness(Signal signal) {
            OpsEvent event = signal.getEvent();
            boolean isOpen = event.getStatus() == EventStatus.OPEN;
            if (isOpen && !Traits.attribute(signal, "absentFor").isEmpty()) {
                return Witness.METRICS;
            }
            if (event.getSource().equals("aws.cloudwatch")
                    && Traits.attribute(signal, "state").equals("INSUFFICIENT_DATA")) {
                return Witness.ALARM;
            }
            boolean isCoverage = event.getDetailType().equals("Inspector2 Coverage");
            return isOpen && isCoverage ? Witness.AGENT : Witness.NONE;
        }

        @Override
        public boolean together(Signal one, Signal other) {
            return witness(one) != witness(other)
                    && Traits.shareAResource(one, other)
                    && Traits.between(one, other).abs().compareTo(window) <= 0;
        }
    }
}
