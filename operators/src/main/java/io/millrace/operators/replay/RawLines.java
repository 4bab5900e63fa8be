package io.millrace.operators.replay;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Walks once through the payloads of one file, as they stand in it. */
interface RawLines extends Closeable {
    /** The next payload, or null after the last. */
    byte @Nullable [] next() throws IOException;

    /** Line number of the payload that {@link #next()} gave last, from 1; an array's index plus 1 in a sample. */
    long number();
}
