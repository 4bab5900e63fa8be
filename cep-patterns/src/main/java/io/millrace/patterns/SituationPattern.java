package io.millrace.patterns;

import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.pattern.Pattern;

/**
 * One situation: what to look for among signals that meet, and what a match means. Distances that
 * matter are checked in event time by the conditions; `within` only bounds how long CEP waits, in arrival
 * time, and so allows for the sources' delays.
 */
public interface SituationPattern extends Serializable {

    /** Stable name, part of the operators' uids and of the lake's `situations.type`. */
    String type();

    /**
     * Where the signal meets others, by {@link Places}; none for a signal that can be no part of this situation. Signals of one
     * match share a place: CEP holds a signal against all that wait in its places, and against nothing else.
     */
    List<String> places(Signal signal);

    /**
     * Which of two parts of this situation the signal can be in the place that it is marked with: 1, 2, both as 3, or 0. Asked only
     * where {@link #whole} is not 0.
     */
    default int parts(Signal signal) {
        return 0;
    }

    /**
     * The parts without which there is no match: until they were heard in a place, within the pattern's window, CEP is told of
     * nothing there. 0 where every signal goes to CEP at once, as rare ones may.
     */
    default int whole() {
        return 0;
    }

    Pattern<Signal, Signal> pattern();

    /** The situation of one match; its id derives from the matched events. */
    Situation situation(Map<String, List<Signal>> match);
}
