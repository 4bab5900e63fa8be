package io.millrace.local.demo;

import java.io.PrintStream;
import java.time.Duration;

/** Lines that stay, and on a terminal one status line below them that rewrites itself. Safe for several threads. */
final class Screen {
    private static final long PLAIN_EVERY = Duration.ofSeconds(5).toNanos();

    private final PrintStream out = System.out;
    private final boolean terminal;
    private String status = "";
    private long shownAt = System.nanoTime() - PLAIN_EVERY;

    Screen(boolean terminal) {
        this.terminal = terminal;
    }

    /** A line that stays. */
    synchronized void say(String line) {
        if (terminal) {
            out.print("\r\033[K");
        }
        out.println(line);
        if (terminal) {
            out.print(status);
        }
        out.flush();
    }

    /** Where things are: rewritten in place on a terminal, one in five seconds elsewhere. */
    synchronized void status(String line) {
        if (terminal) {
            status = line.length() > width() ? line.substring(0, width()) : line;
            out.print("\r\033[K" + status);
            out.flush();
        } else if (System.nanoTime() - shownAt >= PLAIN_EVERY) {
            shownAt = System.nanoTime();
            out.println(line);
            out.flush();
        }
    }

    synchronized void clear() {
        status = "";
    }

    private static int width() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("\\d{2,4}") ? Integer.parseInt(columns) - 1 : 179;
    }
}
