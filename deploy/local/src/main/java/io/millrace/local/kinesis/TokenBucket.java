package io.millrace.local.kinesis;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One second's worth of tokens, refilled evenly; taking more than it holds leaves a debt. */
final class TokenBucket {
    private final double perSecond;
    private double tokens;
    private @Nullable Instant refilled;

    TokenBucket(double perSecond) {
        this.perSecond = perSecond;
        this.tokens = perSecond;
    }

    boolean holds(Instant now, double wanted) {
        if (refilled != null && now.isAfter(refilled)) {
            var seconds = Duration.between(refilled, now).toNanos() / 1e9;
            tokens = Math.min(perSecond, tokens + seconds * perSecond);
        }
        refilled = now;
        return tokens >= wanted;
    }

    void take(double taken) {
        tokens -= taken;
    }
}
