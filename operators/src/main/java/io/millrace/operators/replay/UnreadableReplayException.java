package io.millrace.operators.replay;

import java.io.IOException;

/** A replay's input file that cannot be read: which one, where in it, and why. The input is wrong, not the job. */
public final class UnreadableReplayException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableReplayException(ReplayFile file, RawLines lines, IOException cause) {
        super("Line " + lines.number() + " of " + file.name() + ": " + cause.getMessage(), cause);
    }

    UnreadableReplayException(ReplayFile file, IOException cause) {
        super(file.name() + ": " + cause.getMessage(), cause);
    }
}
