package io.millrace.local.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * What a run of many series came to.
 *
 * @param history seconds that the history took
 * @param cores processor time by wall time while the series lived, garbage collection included
 * @param behind seconds of arrival time by which scoring was behind the newest record, at most
 * @param checkpoints of the live minutes
 * @param heap bytes of heap in use after a collection
 * @param resident the most memory that the process held at once, in bytes; 0 where the system does not tell
 * @param most points in a second when the pace was lifted
 */
record SeriesFigures(
        int series,
        int minutes,
        double history,
        double cores,
        double behind,
        List<Checkpoint> checkpoints,
        long heap,
        long resident,
        double most) {

    /** Milliseconds from its beginning to its end, bytes written, and bytes that it refers to. */
    record Checkpoint(long millis, long written, long full) {}

    void print(PrintWriter out) {
        double needed = series / 60.0;
        say(out, "History: %,d points of each of %,d series in %.0f s.", SeriesRecords.HISTORY, series, history);
        say(out, "At one point a minute for %d minutes (%,.0f points/s):", minutes, needed);
        say(out, "  %.2f cores used; scoring at most %.1f s behind arrival", cores, behind);
        for (Checkpoint each : checkpoints) {
            say(
                    out,
                    "  checkpoint in %.1f s: %,.0f MB written of %,.0f MB, %.1f KB a series",
                    each.millis() / 1e3,
                    each.written() / 1e6,
                    each.full() / 1e6,
                    each.full() / 1024.0 / series);
        }
        say(out, "  heap after a collection %,.0f MB; process at most %,.0f MB", heap / 1e6, resident / 1e6);
        say(out, "Without a pace: %,.0f points/s, %.1f times what the series need.", most, most / needed);
        out.flush();
    }

    private static void say(PrintWriter out, String sentence, Object... figures) {
        out.printf(Locale.ROOT, sentence + "%n", figures);
    }
}
