package io.millrace.local.bench;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * What a storm of a minute came to.
 *
 * @param wall seconds until the last signal of the storm was threaded
 * @param processor seconds of all threads
 * @param opened threads that opened, those of other scopes included
 * @param merged threads that ended in another
 * @param entries that went to the bus about the one scope
 * @param checkpoint milliseconds of the slowest checkpoint
 * @param state bytes of the checkpoint after the storm
 * @param heap bytes in use after a collection
 */
record StormFigures(
        double wall, double processor, long opened, long merged, long entries, long checkpoint, long state, long heap) {
    private static final String ROW = "  %-62s %14s%n";

    void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%nA storm: %,d records in a minute, nine of ten in one scope, %,d alarms there%n",
                StormRecords.STORM,
                StormRecords.DISTINCT);
        row(out, "seconds until the last signal was threaded", "%.1f", wall);
        row(out, "... of processor time", "%.1f", processor);
        row(out, "records/s", "%,.0f", StormRecords.STORM / wall);
        row(out, "lag at the end of the minute, seconds", "%.1f", Math.max(0, wall - 60));
        row(out, "threads opened, those of 1,000 calm services included", "%,d", opened);
        row(out, "threads merged into the storm's", "%,d", merged);
        row(out, "entries on the bus about the one scope", "%,d", entries);
        row(out, "slowest checkpoint, seconds", "%.1f", checkpoint / 1e3);
        row(out, "state after the storm, MB", "%,.1f", state / 1e6);
        row(out, "heap after a collection, MB", "%,.0f", heap / 1e6);
        out.flush();
    }

    private static void row(PrintWriter out, String what, String format, Object figure) {
        out.printf(ROW, what, String.format(Locale.ROOT, format, figure));
    }
}
