package io.millrace.patterns;

import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.pattern.Pattern;

/**
 * One situation: what to look for among the signals of one scope, and what a match means. Distances that
 * matter are checked in event time by the conditions; `within` only bounds how long CEP waits, in arrival
 * time, and so allows for the sources' delays.
 */
public interface SituationPattern extends Serializable {

    /** Stable name, part of the operator's uid and of the lake's `situations.type`. */
    String type();

    Pattern<Signal, Signal> pattern();

    /** The situation of one match; its id derives from the matched events. */
    Situation situation(Map<String, List<Signal>> match);
}
