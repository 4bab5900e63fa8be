package io.millrace.local.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * What a run of many series came to.
 *
 * @param points of history that each series learned first
 * @param history seconds that the history took
 * @param cores processor time by wall time while the series lived, garbage collection included
 * @param behind seconds of arrival time by which scoring was behind the newest record, at most
 * @param live seconds that the live points took
 * @param checkpoints of the live minutes
 * @param heap bytes of heap in use after a collection
 * @param managed bytes that RocksDB holds in caches and write buffers, and the most it may
 * @param resident the most memory that the process held at once, in bytes; 0 where the system does not tell
 * @param most points in a second when the pace was lifted, and in a second of processor time
 */
record SeriesFigures(
        int series,
        int points,
        int minutes,
        double history,
        double cores,
        double behind,
        double live,
        List<Checkpoint> checkpoints,
        long heap,
        Managed managed,
        long resident,
        Rate most) {
    private static final String ROW = "  %-52s %18s%n";

    /** Milliseconds from its beginning to its end, bytes written, and bytes that it refers to. */
    record Checkpoint(long millis, long written, long full) {}

    /** Bytes. */
    record Managed(long used, long most) {}

    /** Points in a second of wall time, and of processor time. */
    record Rate(double wall, double processor) {}

    void print(PrintWriter out) {
        double needed = series / 60.0;
        double scored = series * (double) minutes / live;
        out.printf(Locale.ROOT, "%n%,d series at one point a minute in one task, state in RocksDB%n", series);
        row(out, "history, points of each", "%,d", points);
        row(out, "history, points/s as fast as they go", "%,.0f", points * (double) series / history);
        row(out, "live, points/s needed", "%,.0f", needed);
        row(out, "live, points/s scored, over " + minutes + " minutes", "%,.0f", scored);
        row(out, "live, cores used", "%.2f", cores);
        row(out, "live, scoring behind arrival at most", "%.1f s", behind);
        for (Checkpoint each : checkpoints) {
            row(
                    out,
                    "checkpoint: seconds, written of all, a series",
                    "%.1f s, %,.0f of %,.0f MB, %.1f KB",
                    each.millis() / 1e3,
                    each.written() / 1e6,
                    each.full() / 1e6,
                    each.full() / 1024.0 / series);
        }
        row(out, "heap after a collection", "%,.0f MB", heap / 1e6);
        row(
                out,
                "managed memory, used by RocksDB of what it may",
                "%,.0f of %,.0f MB",
                managed.used() / 1e6,
                managed.most() / 1e6);
        row(out, "process at most", "%,.0f MB", resident / 1e6);
        row(out, "without a pace, points/s", "%,.0f", most.wall());
        row(out, "... in a second of processor time", "%,.0f", most.processor());
        row(out, "... of what the series need", "%.1f times", most.wall() / needed);
        out.flush();
    }

    private static void row(PrintWriter out, String what, String format, Object... figures) {
        out.printf(ROW, what, String.format(Locale.ROOT, format, figures));
    }
}
