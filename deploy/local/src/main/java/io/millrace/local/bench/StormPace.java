package io.millrace.local.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;

/** The storm as fast as the job takes it, and what follows slowly: it is there to move time. */
final class StormPace implements RateLimiter {
    private static final long AFTER_MILLIS = 5;

    private long released;

    @Override
    public CompletionStage<Void> acquire() {
        return released++ < StormRecords.CALM + StormRecords.STORM
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(
                        () -> {}, CompletableFuture.delayedExecutor(AFTER_MILLIS, TimeUnit.MILLISECONDS));
    }
}
