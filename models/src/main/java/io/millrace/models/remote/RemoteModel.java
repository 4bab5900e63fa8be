package io.millrace.models.remote;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A model that runs elsewhere: questions in, answers by position out. It owns no state of ours: what a series or an entity
 * remembers stays with whoever asks. Implementations are safe for use by several threads.
 */
public interface RemoteModel<Q, A> extends AutoCloseable {
    /** Asks without blocking. The future fails with a {@link RemoteModelException} only. */
    CompletableFuture<Answers<A>> ask(List<Q> questions);

    /** Whether it is not asked for a while because it failed too often: a question would end at once. */
    default boolean rests() {
        return false;
    }

    @Override
    void close();
}
