package io.millrace.patterns;

import io.millrace.domain.Signal;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/** The pattern of two signals of different kinds that mean something together, whichever of them is told first. */
final class Pair implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final String FIRST = "first-told";
    private static final String THEN = "then-told";

    /** One and the other, as {@link SituationPattern#whole}. */
    static final int BOTH = 3;

    private final Kinds kinds;

    Pair(Kinds kinds) {
        this.kinds = kinds;
    }

    /** What the two are, and when they belong together. */
    interface Kinds extends Serializable {
        boolean isOne(Signal signal);

        boolean isOther(Signal signal);

        /** Asked of one and other, whatever the order in which they were told. */
        boolean together(Signal one, Signal other);
    }

    boolean concerns(Signal signal) {
        return kinds.isOne(signal) || kinds.isOther(signal);
    }

    /** Which of the two it can be, as {@link SituationPattern#parts}. */
    int parts(Signal signal) {
        return (kinds.isOne(signal) ? 1 : 0) | (kinds.isOther(signal) ? 2 : 0);
    }

    /** @param wait how long CEP waits for the second, in arrival time */
    Pattern<Signal, Signal> pattern(Duration wait) {
        return Pattern.<Signal>begin(FIRST, AfterMatchSkipStrategy.noSkip())
                .where(new OneOrOther(this))
                .followedBy(THEN)
                .where(new Completes(this))
                .within(wait);
    }

    Signal one(Map<String, List<Signal>> match) {
        Signal first = Situations.first(match, FIRST);
        Signal then = Situations.first(match, THEN);
        return are(first, then) ? first : then;
    }

    Signal other(Map<String, List<Signal>> match) {
        Signal first = Situations.first(match, FIRST);
        Signal then = Situations.first(match, THEN);
        return are(first, then) ? then : first;
    }

    private boolean are(Signal one, Signal other) {
        return kinds.isOne(one) && kinds.isOther(other) && kinds.together(one, other);
    }

    /** Either of the two. */
    private static final class OneOrOther extends SimpleCondition<Signal> {
        private static final long serialVersionUID = 1L;

        private final Pair pair;

        OneOrOther(Pair pair) {
            this.pair = pair;
        }

        @Override
        public boolean filter(Signal signal) {
            return pair.concerns(signal);
        }
    }

    /** The one that was not told yet, and it belongs to the first. */
    private static final class Completes extends IterativeCondition<Signal> {
        private static final long serialVersionUID = 1L;

        private final Pair pair;

        Completes(Pair pair) {
            this.pair = pair;
        }

        @Override
        public boolean filter(Signal signal, Context<Signal> context) throws Exception {
            if (!pair.concerns(signal)) {
                return false;
            }
            Signal first = context.getEventsForPattern(FIRST).iterator().next();
            return pair.are(first, signal) || pair.are(signal, first);
        }
    }
}
