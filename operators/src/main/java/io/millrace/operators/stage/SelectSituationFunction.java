package io.millrace.operators.stage;

import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.patterns.Places;
import io.millrace.patterns.SituationPattern;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.util.Collector;

/** Turns a match of a situation's pattern into its row, once where its signals meet in several places. */
public final class SelectSituationFunction extends PatternProcessFunction<Signal, Situation> {
    private static final long serialVersionUID = 1L;

    private final SituationPattern situation;

    public SelectSituationFunction(SituationPattern situation) {
        this.situation = situation;
    }

    @Override
    public void processMatch(Map<String, List<Signal>> match, Context context, Collector<Situation> out) {
        // What only time completes is not told because the input ends: a longer one could tell otherwise.
        boolean inputEnded = context.timestamp() == Long.MAX_VALUE;
        if (!inputEnded && Places.tells(situation, match)) {
            out.collect(situation.situation(match));
        }
    }
}
