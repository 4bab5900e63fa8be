package io.millrace.local.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How far long work has come: one line that rewrites itself on a terminal; elsewhere plain lines, one in ten seconds.
 * It writes to standard error, so that results can be piped. For one thread.
 */
public final class Progress {
    private static final long PLAIN_EVERY = Duration.ofSeconds(10).toNanos();
    private static final long TERMINAL_EVERY = Duration.ofMillis(100).toNanos();

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanos;
    private long shownAt;

    Progress(PrintStream out, boolean terminal, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
        this.shownAt = nanos.getAsLong() - PLAIN_EVERY;
    }

    /** Progress on standard error; the script says in {@code millrace.terminal} whether that is a terminal. */
    public static Progress onStandardError() {
        return new Progress(System.err, Boolean.getBoolean("millrace.terminal"), System::nanoTime);
    }

    /** Where the work is now; shown when the last line is old enough. */
    public void at(String where) {
        long now = nanos.getAsLong();
        if (now - shownAt < (terminal ? TERMINAL_EVERY : PLAIN_EVERY)) {
            return;
        }
        shownAt = now;
        if (terminal) {
            out.print("\r\033[K" + where);
            out.flush();
        } else {
            out.println(where);
        }
    }

    /** The work has ended: a line that stays. */
    public void done(String summary) {
        clear();
        out.println(summary);
    }

    /** The work has ended, and others say with what. */
    public void clear() {
        if (terminal) {
            out.print("\r\033[K");
            out.flush();
        }
    }
}
