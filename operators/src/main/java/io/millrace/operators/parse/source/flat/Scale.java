package io.millrace.operators.parse.source.flat;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * One source's scale of severity mapped to 1 (informational) … 5 (critical): words, or bands of a number by their
 * lower bound. Scales are open: what no row names is {@link #unknown()}.
 */
public final class Scale {
    private final Rows<Integer> words;
    private final TreeMap<Double, Integer> bands;
    private final int unknown;

    /**
     * @param words in the order written; case does not count
     * @param bands lower bound to severity; a number below all of them is unknown
     */
    public Scale(Map<String, Integer> words, Map<Double, Integer> bands, int unknown) {
        this.words = new Rows<>(words);
        this.bands = new TreeMap<>(bands);
        this.unknown = unknown;
    }

    /** The severity of what no row names. */
    public int unknown() {
        return unknown;
    }

    /** The severity of a word, or of a number in the text; empty when no row names it. */
    public OptionalInt find(String text) {
        Optional<Integer> word = words.find(text);
        if (word.isPresent()) {
            return OptionalInt.of(word.get());
        }
        return bands.isEmpty() || text.isBlank() ? OptionalInt.empty() : find(number(text));
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.trim());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The severity of the band that the number lies in; empty for no number and below all bands. */
    public OptionalInt find(double number) {
        var band = Double.isNaN(number) ? null : bands.floorEntry(number);
        return band == null ? OptionalInt.empty() : OptionalInt.of(band.getValue());
    }

    /** The severity of a word or number, {@link #unknown()} when no row names it. */
    public int of(String text) {
        return find(text).orElse(unknown);
    }

    /** The severity of a number, {@link #unknown()} when it is none or below all bands. */
    public int of(double number) {
        return find(number).orElse(unknown);
    }
}
