package io.millrace.local.cli;

/** How a command ends: the numbers that the script and its users rely on. */
public final class ExitCodes {
    public static final int DONE = 0;
    /** The work was understood and did not succeed. */
    public static final int FAILED = 1;
    /** Wrong use or bad input; nothing was done. */
    public static final int BAD_INPUT = 2;

    private ExitCodes() {}
}
