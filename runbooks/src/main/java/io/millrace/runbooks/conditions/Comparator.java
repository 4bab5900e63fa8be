package io.millrace.runbooks.conditions;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a value is compared with a level. */
public enum Comparator {
    ABOVE(">"),
    AT_LEAST(">="),
    BELOW("<"),
    AT_MOST("<=");

    private final String symbol;

    Comparator(String symbol) {
        this.symbol = symbol;
    }

    /** Empty when the symbol is none of {@link #symbols()}. */
    public static Optional<Comparator> of(String symbol) {
        return Arrays.stream(values())
                .filter(comparator -> comparator.symbol.equals(symbol))
                .findFirst();
    }

    /** As written in content. */
    public static List<String> symbols() {
        return Arrays.stream(values()).map(Comparator::symbol).collect(Collectors.toList());
    }

    /** As written in content. */
    public String symbol() {
        return symbol;
    }

    /** Whether {@code value} is beyond {@code level}. */
    public boolean breaches(double value, double level) {
        switch (this) {
            case ABOVE:
                return value > level;
            case AT_LEAST:
                return value >= level;
            case BELOW:
                return value < level;
            default:
                return value <= level;
        }
    }

    /** Whether {@code clearLevel} lies on the healthy side of {@code level}, or on it. */
    boolean clearsAt(double clearLevel, double level) {
        return this == ABOVE || this == AT_LEAST ? clearLevel <= level : clearLevel >= level;
    }
}
