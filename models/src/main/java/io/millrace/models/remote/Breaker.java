package io.millrace.models.remote;

import dev.failsafe.CircuitBreaker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Stops asking a model that does not answer: after so many failures in a row every call fails at once for a while, then
 * one is let through. Safe for use by several threads.
 */
public final class Breaker {
    private final CircuitBreaker<Object> circuit;

    private Breaker(CircuitBreaker<Object> circuit) {
        this.circuit = circuit;
    }

    /** @param failures in a row, after which calls fail at once for {@code openFor} */
    public static Breaker of(int failures, Duration openFor) {
        return new Breaker(CircuitBreaker.builder()
                .withFailureThreshold(failures)
                .withDelay(openFor)
                .build());
    }

    /** Whether a call would fail at once. */
    public boolean isOpen() {
        return circuit.isOpen() && !circuit.getRemainingDelay().isZero();
    }

    /** The call's result, or a failure with {@link RemoteModelException#CIRCUIT_OPEN} without calling. */
    public <T> CompletableFuture<T> call(Supplier<CompletableFuture<T>> call) {
        if (!circuit.tryAcquirePermit()) {
            return CompletableFuture.failedFuture(new RemoteModelException(
                    RemoteModelException.CIRCUIT_OPEN,
                    "The model failed too often lately and is not asked for a while"));
        }
        CompletableFuture<T> answer;
        try {
            answer = call.get();
        } catch (RuntimeException e) {
            circuit.recordException(e);
            return CompletableFuture.failedFuture(RemoteModelException.of(e));
        }
        return answer.handle((result, failure) -> {
            if (failure != null) {
                circuit.recordException(failure);
                throw RemoteModelException.of(failure);
            }
            circuit.recordSuccess();
            return result;
        });
    }
}
