package io.millrace.operators.parse;

import io.millrace.domain.DeadLetter;
import io.millrace.domain.LogCount;
import io.millrace.domain.MetricDatum;

/** Receives what a metric record holds, in its order and one at a time, so that a large record is never a large list. */
public interface MetricPointHandler {
    void point(MetricDatum datum);

    /** @param points how many points the letter stands for; more than one when too many lines of a record are bad */
    void dead(DeadLetter letter, long points);

    void tick();

    /** Lines of one minute of a log group. */
    void lines(LogCount count);

    /** @param lines how many log lines the letter stands for */
    void deadLines(DeadLetter letter, long lines);

    /** CloudWatch Logs asked whether somebody listens. */
    void control();
}
