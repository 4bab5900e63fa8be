package io.millrace.local.bench;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * What a series costs, by itself and beside the library's forest of 30 trees with 256 points, each model visited in turn.
 *
 * @param series how many series of ours, and {@code forests} how many of the library, as many as the heap takes
 * @param score nanoseconds to score and learn a point, {@code saving} with saying what changed in the state
 * @param checkpoint bytes of the whole state of a series with four weeks of five-minute points, {@code young} of one
 *     with three hours of them
 * @param heap bytes that a series holds, {@code forestHeap} that a forest does
 */
record ScorerFigures(
        int series,
        int forests,
        Measured score,
        Measured saving,
        Measured forest,
        long checkpoint,
        long young,
        long heap,
        long forestHeap) {
    void print(PrintWriter out) {
        out.printf(Locale.ROOT, "%nOne series, %,d visited in turn, after four weeks of points%n", series);
        say(out, "score and learn a point: %s", text(score));
        say(out, "... and say what changed in its state: %s", text(saving));
        say(out, "library forest 30x256, score and learn, %,d visited in turn: %s", forests, text(forest));
        say(
                out,
                "checkpoint %,d bytes (after three hours %,d), heap %,d bytes; a forest's heap %,d",
                checkpoint,
                young,
                heap,
                forestHeap);
        say(
                out,
                "A series is scored at %.1f times the rate of the library's forest, %.1f with its changes.",
                ratio(score),
                ratio(saving));
    }

    double ratio(Measured ours) {
        return forest.median() / ours.median();
    }

    private static String text(Measured each) {
        return String.format(Locale.ROOT, "%,.0f ns (%,.0f..%,.0f)", each.median(), each.least(), each.most());
    }

    private static void say(PrintWriter out, String sentence, Object... figures) {
        out.printf(Locale.ROOT, "  " + sentence + "%n", figures);
    }
}
