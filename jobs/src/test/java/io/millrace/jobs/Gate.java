package io.millrace.jobs;

import java.io.Serializable;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets a source of this process read so far and no further, so that a test acts at a chosen record instead of
 * at a chosen moment. Travels into the job as a name.
 */
final class Gate implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Map<String, Barrier> BARRIERS = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();

    /** Stops the source after so many records of its present life, and gives the moment it stands there. */
    CompletableFuture<Void> stopAfter(long records) {
        return barrier().stopAfter(records);
    }

    /** Nothing holds the source from now on. */
    void open() {
        var unreached = barrier().stopAfter(Long.MAX_VALUE);
        assert !unreached.isDone();
    }

    /** For the source: complete when it may read on after so many records. */
    CompletableFuture<Void> after(long records) {
        return barrier().after(records);
    }

    private Barrier barrier() {
        return BARRIERS.computeIfAbsent(name, key -> new Barrier());
    }

    private static final class Barrier {
        private long limit = Long.MAX_VALUE;
        private CompletableFuture<Void> reached = new CompletableFuture<>();
        private @Nullable CompletableFuture<Void> held;

        synchronized CompletableFuture<Void> stopAfter(long records) {
            limit = records;
            reached = new CompletableFuture<>();
            if (held != null) {
                held.complete(null);
                held = null;
            }
            return reached;
        }

        synchronized CompletableFuture<Void> after(long records) {
            if (records < limit) {
                return CompletableFuture.completedFuture(null);
            }
            reached.complete(null);
            if (held == null) {
                held = new CompletableFuture<>();
            }
            return held;
        }
    }
}
