package io.millrace.operators.parse;

import io.millrace.domain.DeadLetter;
import io.millrace.domain.MetricDatum;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Everything that one metric record held, as lists. */
public final class MetricParseResult implements MetricPointHandler {
    private final List<MetricDatum> points = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private long dead;
    private long ticks;

    @Override
    public void point(MetricDatum datum) {
        points.add(datum);
    }

    @Override
    public void dead(DeadLetter letter, long count) {
        deadLetters.add(letter);
        dead += count;
    }

    @Override
    public void tick() {
        ticks++;
    }

    public List<MetricDatum> points() {
        return Collections.unmodifiableList(points);
    }

    public List<DeadLetter> deadLetters() {
        return Collections.unmodifiableList(deadLetters);
    }

    /** Points that could not be read: at least as many as there are letters. */
    public long dead() {
        return dead;
    }

    public long ticks() {
        return ticks;
    }

    /** Points of the record, dead ones included, ticks not. */
    public long received() {
        return points.size() + dead;
    }
}
