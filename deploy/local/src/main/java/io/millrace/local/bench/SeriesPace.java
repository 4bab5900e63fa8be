package io.millrace.local.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;

/**
 * History as fast as the job takes it, then so many records a minute by the wall clock for some minutes, then as fast as it
 * takes them again. Flink counts records by calls.
 */
final class SeriesPace implements RateLimiter {
    private static final double NANOS_PER_MINUTE = 60e9;

    private final long history;
    private final int perMinute;
    private final long paced;
    private long released;
    private long liveSince;

    private SeriesPace(long history, int perMinute, int minutes) {
        this.history = history;
        this.perMinute = perMinute;
        this.paced = (long) perMinute * minutes;
    }

    /** For one source task. */
    static RateLimiterStrategy of(SeriesRecords records, int minutes) {
        long history = records.series();
        int perMinute = records.perMinute();
        return parallelism -> new SeriesPace(history, perMinute, minutes);
    }

    @Override
    public CompletionStage<Void> acquire() {
        long live = released++ - history;
        if (live < 0 || live >= paced) {
            return CompletableFuture.completedFuture(null);
        }
        if (live == 0) {
            liveSince = System.nanoTime();
        }
        long due = liveSince + (long) (live * NANOS_PER_MINUTE / perMinute);
        long wait = due - System.nanoTime();
        return wait <= 0
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS));
    }
}
