package io.millrace.operators.parse;

import io.millrace.domain.DeadLetter;
import io.millrace.domain.LogCount;
import io.millrace.domain.MetricDatum;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Everything that one metric record held, as lists. */
public final class MetricParseResult implements MetricPointHandler {
    private final List<MetricDatum> points = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final List<LogCount> logCounts = new ArrayList<>();
    private long dead;
    private long deadLines;
    private long ticks;
    private long controls;

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

    @Override
    public void lines(LogCount count) {
        logCounts.add(count);
    }

    @Override
    public void deadLines(DeadLetter letter, long count) {
        deadLetters.add(letter);
        deadLines += count;
    }

    @Override
    public void control() {
        controls++;
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

    /** Log lines by minute. */
    public List<LogCount> logCounts() {
        return Collections.unmodifiableList(logCounts);
    }

    /** Log lines that could not be read. */
    public long deadLines() {
        return deadLines;
    }

    /** Control messages of a log subscription. */
    public long controls() {
        return controls;
    }

    /** Log lines of the record, dead ones included. */
    public long receivedLines() {
        return deadLines + logCounts.stream().mapToLong(LogCount::getLines).sum();
    }

    /** Points of the record, dead ones included, ticks not. */
    public long received() {
        return points.size() + dead;
    }
}
