package io.millrace.models.bedrock;

import io.millrace.domain.ThreadChange;
import java.util.concurrent.CompletableFuture;

/** A language model that explains a thread. Implementations are safe for use by several threads. */
public interface ModelAnalyst extends AutoCloseable {
    /** Named in explanations. */
    String name();

    /** The future fails with a {@link io.millrace.models.remote.RemoteModelException} only. */
    CompletableFuture<ModelText> explain(ThreadChange change);

    @Override
    void close();
}
