package io.millrace.patterns;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/**
 * A remedy was executed well and changed nothing: the condition that asked for it is met all the time since. What was
 * tried is not the cause.
 *
 * <pre>
 *   requested ──── executed ──── 5 min ──── still met        ──► remedy-without-effect
 *   └───────────────────── at most 40 min ──────────┘          starts: a command that the guard granted
 *                                                              ends:   figures of the same opening of its condition, five
 *                                                                      minutes and more after the executor's success
 *                                                              voided: the condition clears, or nothing is heard of it
 * </pre>
 */
public final class RemedyWithoutEffect implements SituationPattern {
    private static final long serialVersionUID = 1L;

    private static final String REQUESTED = "requested";
    private static final String EXECUTED = "executed";
    private static final String STILL_MET = "still-met";

    /** Beyond the window, in arrival time: metric points arrive 2 to 3 minutes late. */
    private static final Duration DELAY = Duration.ofMinutes(5);

    private final Duration settle;
    private final Duration window;

    public RemedyWithoutEffect() {
        this(SituationSettings.defaults());
    }

    RemedyWithoutEffect(SituationSettings settings) {
        settle = settings.span(Knob.REMEDY_SETTLE);
        window = settings.span(Knob.REMEDY_WINDOW);
    }

    @Override
    public String type() {
        return "remedy-without-effect";
    }

    /** An outcome names its command only, and figures their condition: they meet in the scope. */
    @Override
    public List<String> places(Signal signal) {
        boolean concerns = isRequest(signal) || isSuccess(signal) || isStillMet(signal);
        return concerns ? Places.of(signal.getScope(), List.of("remedies")) : List.of();
    }

    @Override
    public Pattern<Signal, Signal> pattern() {
        return Pattern.<Signal>begin(REQUESTED, AfterMatchSkipStrategy.noSkip())
                .where(new Requested())
                .followedBy(EXECUTED)
                .where(new SameCommandExecuted())
                .followedBy(STILL_MET)
                .where(new ConditionIsStillMet(settle, window))
                .within(window.plus(DELAY));
    }

    @Override
    public Situation situation(Map<String, List<Signal>> match) {
        Signal requested = Situations.first(match, REQUESTED);
        Signal executed = Situations.first(match, EXECUTED);
        Signal still = Situations.first(match, STILL_MET);
        return Situations.of(
                type(),
                still.getEvent().getTitle() + ", still so " + Traits.words(Traits.between(executed, still)) + " after "
                        + Traits.attribute(requested, "step") + " was executed: it changed nothing",
                still.getSeverity(),
                List.of(requested, executed, still));
    }

    static boolean isRequest(Signal signal) {
        return signal.getEvent().getKind() == EventKind.OUTCOME
                && signal.getEvent().getDetailType().equals("Remediation Requested")
                && Traits.attribute(signal, "mode").equals("live");
    }

    static boolean isSuccess(Signal signal) {
        return signal.getEvent().getKind() == EventKind.OUTCOME
                && signal.getEvent().getDetailType().equals("Remediation Outcome")
                && Traits.attribute(signal, "outcome").equals("SUCCEEDED");
    }

    static boolean isStillMet(Signal signal) {
        return signal.getEvent().getKind() == EventKind.CONDITION
                && signal.getEvent().getStatus() == EventStatus.UPDATED;
    }

    /** The guard granted a command, and it is not in shadow mode. */
    static final class Requested extends SimpleCondition<Signal> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean filter(Signal signal) {
            return isRequest(signal);
        }
    }

    /** The executor says that this command succeeded. */
    static final class SameCommandExecuted extends IterativeCondition<Signal> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean filter(Signal signal, Context<Signal> context) throws Exception {
            if (!isSuccess(signal)) {
                return false;
            }
            Signal requested = context.getEventsForPattern(REQUESTED).iterator().next();
            return Traits.attribute(signal, "commandId").equals(Traits.attribute(requested, "commandId"));
        }
    }

    /** New figures of the opening that asked for the command, once it has had time to help. */
    static final class ConditionIsStillMet extends IterativeCondition<Signal> {
        private static final long serialVersionUID = 1L;

        private final Duration settle;
        private final Duration window;

        ConditionIsStillMet(Duration settle, Duration window) {
            this.settle = settle;
            this.window = window;
        }

        @Override
        public boolean filter(Signal signal, Context<Signal> context) throws Exception {
            if (!isStillMet(signal)) {
                return false;
            }
            Signal requested = context.getEventsForPattern(REQUESTED).iterator().next();
            Signal executed = context.getEventsForPattern(EXECUTED).iterator().next();
            return holds(requested, executed, signal, settle, window);
        }

        static boolean holds(Signal requested, Signal executed, Signal still, Duration settle, Duration window) {
            var distance = Traits.between(executed, still);
            return still.getOccurrenceId().equals(Traits.attribute(requested, "openingCondition"))
                    && distance.compareTo(settle) >= 0
                    && distance.compareTo(window) <= 0;
        }
    }
}
