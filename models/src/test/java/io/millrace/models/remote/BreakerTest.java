package io.millrace.models.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private int calls;

    @Test
    void aSuccessBetweenForgivesFailures() {
        var breaker = Breaker.of(2, Duration.ofHours(1));

        for (int i = 0; i < 5; i++) {
            assertThat(code(breaker, false)).isEqualTo("unreachable");
            assertThat(code(breaker, true)).isEmpty();
        }
        assertThat(calls).isEqualTo(10);
    }

    @Test
    void failuresInARowOpenItForThatLong() {
        var breaker = Breaker.of(2, Duration.ofHours(1));
        code(breaker, false);
        code(breaker, false);

        assertThat(code(breaker, true)).isEqualTo("circuit-open");
        assertThat(calls).isEqualTo(2);
    }

    @Test
    void afterwardsOneIsLetThroughAndItsSuccessClosesIt() {
        var breaker = Breaker.of(2, Duration.ofNanos(1));
        code(breaker, false);
        code(breaker, false);

        assertThat(code(breaker, true)).isEmpty();
        assertThat(code(breaker, false)).isEqualTo("unreachable");
        assertThat(code(breaker, true)).isEmpty();
    }

    @Test
    void aCallThatThrowsIsAFailureLikeAnyOther() {
        var breaker = Breaker.of(1, Duration.ofHours(1));

        Throwable thrown = catchThrowable(() -> breaker.call(() -> {
                    throw new IllegalStateException("planted");
                })
                .join());

        assertThat(RemoteModelException.of(thrown).code()).isEqualTo("unreachable");
        assertThat(code(breaker, true)).isEqualTo("circuit-open");
    }

    private String code(Breaker breaker, boolean answers) {
        Throwable failure = catchThrowable(() -> breaker.call(() -> {
                    calls++;
                    return answers
                            ? CompletableFuture.completedFuture(1)
                            : CompletableFuture.<Integer>failedFuture(new IllegalStateException("planted"));
                })
                .join());
        return failure == null ? "" : RemoteModelException.of(failure).code();
    }
}
