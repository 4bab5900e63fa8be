package io.millrace.operators.replay;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Walks once through dated lines. */
interface LineCursor extends Closeable {
    /** The next line, or null after the last. */
    @Nullable
    ReplayLine next() throws IOException;
}
