package io.millrace.local.bench;

import java.util.List;
import java.util.Map;

/** All that one run measured: the ways of three kinds of record, what a series costs, and every benchmark by its
 * name. */
record BenchResult(List<Way> ways, ScorerFigures scorers, Map<String, Measured> measured) {
    /** Time of one benchmark in times of another. */
    double ratio(String one, String other) {
        return named(one).median() / named(other).median();
    }

    Measured named(String benchmark) {
        Measured found = measured.get(benchmark);
        if (found == null) {
            throw new IllegalArgumentException("No benchmark " + benchmark + " among " + measured.keySet());
        }
        return found;
    }
}
