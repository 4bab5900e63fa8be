package io.millrace.models.sagemaker;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A forest trained elsewhere that scores vectors. Implementations are safe for use by several threads. */
public interface ForestEndpoint extends AutoCloseable {
    /**
     * Scores by position. The future fails with a {@link io.millrace.models.remote.RemoteModelException} only.
     *
     * @param lines each vector as {@link ForestWire#line} writes it
     */
    CompletableFuture<ForestScores> score(List<String> lines);

    @Override
    void close();
}
