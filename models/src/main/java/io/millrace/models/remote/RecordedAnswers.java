package io.millrace.models.remote;

import io.millrace.domain.RemoteAnswer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What remote models answered in an earlier run. May read files: not for a thread that must stay free. Not for several threads. */
public interface RecordedAnswers extends AutoCloseable {
    /**
     * The row of this question, or null where none was recorded.
     *
     * @param arrivedAt of what was asked about, as the row has it
     */
    @Nullable
    RemoteAnswer find(String kind, String endpoint, String position, Instant arrivedAt);

    @Override
    void close();
}
