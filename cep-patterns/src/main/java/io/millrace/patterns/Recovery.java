package io.millrace.patterns;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.domain.thread.Threading;
import io.millrace.domain.time.Slots;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/**
 * Trouble is over and stays so: nothing opens on its resources for a while. The thread stage adds that nothing else of the
 * thread is open; only then it is told.
 *
 * <pre>
 *   OK ·············· 10 min ·············· ──► recovery      starts: an alarm, a condition, an anomaly or an issue ends
 *                                                             ends:   10 minutes of arrival time without news
 *   OK ───── ALARM                                            voided: it opens again, or something else opens on one of its
 *                                                                     resources
 * </pre>
 */
public final class Recovery implements SituationPattern {
    private static final long serialVersionUID = 1L;

    /** What the thread stage knows this situation by. */
    public static final String TYPE = Threading.RECOVERY;

    private static final String OVER = "is-over";

    private final Duration stay;

    public Recovery() {
        this(SituationSettings.defaults());
    }

    Recovery(SituationSettings settings) {
        stay = settings.span(Knob.RECOVERY_STAY);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<String> places(Signal signal) {
        // What would void it must come to the one place where it waits, whichever of its resources that is on.
        return isEnd(signal) || Traits.isSymptom(signal)
                ? Places.of(signal.getScope(), List.of(signal.getService()))
                : List.of();
    }

    @Override
    public Pattern<Signal, Signal> pattern() {
        return Pattern.<Signal>begin(OVER, AfterMatchSkipStrategy.noSkip())
                .where(new Ends())
                .notFollowedBy("comes-back")
                .where(new OpensOnTheSame())
                .within(stay);
    }

    @Override
    public Situation situation(Map<String, List<Signal>> match) {
        Signal over = Situations.first(match, OVER);
        var situation = Situations.of(
                type(),
                over.getEvent().getTitle() + ", and nothing came back for " + Traits.words(stay),
                1,
                List.of(over));
        // It is known when the time is over, not when the end arrived.
        situation.setArrivedAt(
                Instant.ofEpochMilli(Slots.endOf(over.getEvent().getArrivedAt().toEpochMilli()))
                        .plus(stay));
        return situation;
    }

    static boolean isEnd(Signal signal) {
        EventKind kind = signal.getEvent().getKind();
        return signal.getEvent().getStatus() == EventStatus.RESOLVED
                && (kind == EventKind.ISSUE || kind == EventKind.RECOVERY);
    }

    /** Operational trouble is over. */
    static final class Ends extends SimpleCondition<Signal> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean filter(Signal signal) {
            return isEnd(signal);
        }
    }

    /** The same opens again, or something opens on one of its resources. */
    static final class OpensOnTheSame extends IterativeCondition<Signal> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean filter(Signal signal, Context<Signal> context) throws Exception {
            if (!Traits.isSymptom(signal)) {
                return false;
            }
            Signal over = context.getEventsForPattern(OVER).iterator().next();
            return signal.getEvent().getIdentity().equals(over.getEvent().getIdentity())
                    || Traits.shareAResource(over, signal);
        }
    }
}
