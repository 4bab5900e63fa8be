package io.millrace.runbooks.conditions;

import io.millrace.domain.ConditionState;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What of a point is compared ({@code compare} in YAML): a statistic, its rate of change, what the model says of the
 * point, or its distance from what the model expects. NaN where the point does not say it.
 */
public enum Figure {
    /** The statistic, in the metric's unit. */
    VALUE("value", Basis.STATISTIC),
    /** Change of the statistic since the point before, per minute. */
    RATE("rate-per-minute", Basis.STATISTIC),
    /** Increase of a counter since the point before, per minute; a counter that fell began again from 0. */
    COUNTER_RATE("counter-rate-per-minute", Basis.STATISTIC),
    /** The model's anomaly score. */
    SCORE("anomaly-score", Basis.MODEL),
    /** The model's anomaly grade, 0 to 1, above 0 where an anomaly is raised. */
    GRADE("anomaly-grade", Basis.MODEL),
    /** Value less expected value, in the metric's unit. */
    DEVIATION("deviation", Basis.EXPECTATION),
    /** {@link #DEVIATION} in per cent of the expected value's size. */
    DEVIATION_PERCENT("deviation-percent", Basis.EXPECTATION),
    /** {@link #DEVIATION} without its sign. */
    DISTANCE("distance", Basis.EXPECTATION),
    /** {@link #DEVIATION_PERCENT} without its sign. */
    DISTANCE_PERCENT("distance-percent", Basis.EXPECTATION);

    /** Points before an expected value is more than a guess: an hour of minutes. */
    static final int LEARNED = 60;

    private static final double MINUTE = Duration.ofMinutes(1).toMillis();
    private static final double PERCENT = 100;

    private final String word;
    private final Basis basis;

    Figure(String word, Basis basis) {
        this.word = word;
        this.basis = basis;
    }

    private enum Basis {
        STATISTIC,
        MODEL,
        EXPECTATION
    }

    /** Empty when the word is none of {@link #words()}. */
    public static Optional<Figure> of(String word) {
        return Arrays.stream(values())
                .filter(figure -> figure.word.equals(word))
                .findFirst();
    }

    /** As written in content. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Figure::word).collect(Collectors.toList());
    }

    /** As written in content. */
    public String word() {
        return word;
    }

    /** Whether a statistic is to be named; the others look at the one that the model scores. */
    public boolean needsStatistic() {
        return basis == Basis.STATISTIC;
    }

    /** Whether it needs the point before. */
    public boolean isRate() {
        return this == RATE || this == COUNTER_RATE;
    }

    /** Whether it is told from what the model expects. */
    boolean isFromExpected() {
        return basis == Basis.EXPECTATION;
    }

    /** @param statistic the named statistic's value; NaN when the point does not carry it or none is named */
    double of(Reading reading, double statistic, ConditionState state) {
        switch (this) {
            case VALUE:
                return statistic;
            case RATE:
                return rate(reading, statistic - state.getPrevious(), state);
            case COUNTER_RATE:
                double increase = statistic < state.getPrevious() ? statistic : statistic - state.getPrevious();
                return rate(reading, increase, state);
            case SCORE:
                return reading.anomalyScore();
            case GRADE:
                return reading.anomalyGrade();
            default:
                return fromExpected(reading, HeldExpectation.of(state, reading.at(), reading.expected()));
        }
    }

    private static double rate(Reading reading, double change, ConditionState state) {
        long previousAt = state.getPreviousAt();
        return previousAt == 0 || reading.at() <= previousAt
                ? Double.NaN
                : change / ((reading.at() - previousAt) / MINUTE);
    }

    private double fromExpected(Reading reading, double expected) {
        if (reading.learned() < LEARNED) {
            return Double.NaN;
        }
        double deviation = reading.scored() - expected;
        double size = Math.abs(expected);
        switch (this) {
            case DEVIATION:
                return deviation;
            case DISTANCE:
                return Math.abs(deviation);
            case DEVIATION_PERCENT:
                return PERCENT * deviation / size;
            default:
                return PERCENT * Math.abs(deviation) / size;
        }
    }
}
