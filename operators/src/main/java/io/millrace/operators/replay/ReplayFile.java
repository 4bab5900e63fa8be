package io.millrace.operators.replay;

import java.io.IOException;

/** One input file of a replay. Reading it twice gives the same payloads. */
interface ReplayFile {
    /** {@code metrics} or {@code events}. */
    String stream();

    /** Path below the folder that was asked for, with slashes: part of each record's id. */
    String name();

    RawLines open() throws IOException;
}
