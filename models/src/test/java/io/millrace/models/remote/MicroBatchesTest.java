package io.millrace.models.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MicroBatchesTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final BlockingQueue<List<String>> sent = new LinkedBlockingQueue<>();
    private final List<CompletableFuture<Void>> open = new ArrayList<>();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void aFullBatchGoesAtOnceAndTheRestAfterAShortWait() throws Exception {
        var batches = batches(2, 100, 10);
        for (String question : List.of("a", "b", "c")) {
            batches.add(question, 1);
        }

        assertThat(sent.poll()).containsExactly("a", "b");
        assertThat(sent.poll(10, TimeUnit.SECONDS)).containsExactly("c");
    }

    @Test
    void aBatchNeverExceedsItsBytesUnlessOneQuestionDoes() throws Exception {
        var batches = batches(100, 10, 10);
        batches.add("six", 6);
        batches.add("four", 4);
        batches.add("one", 1);
        batches.add("fifty", 50);
        batches.add("last", 1);

        assertThat(sent.poll()).containsExactly("six", "four");
        assertThat(sent.poll()).containsExactly("one");
        assertThat(sent.poll()).containsExactly("fifty");
        assertThat(sent.poll(10, TimeUnit.SECONDS)).containsExactly("last");
    }

    @Test
    void whatIsBeyondTheRequestsUnderWayWaitsItsTurnInOrder() {
        var batches = batches(1, 100, 2);
        for (String question : List.of("a", "b", "c", "d")) {
            batches.add(question, 1);
        }
        assertThat(sent).containsExactly(List.of("a"), List.of("b"));

        open.get(0).complete(null);
        assertThat(sent).hasSize(3).contains(List.of("c"));

        open.get(2).complete(null);
        assertThat(sent).hasSize(4).contains(List.of("d"));
    }

    private MicroBatches<String> batches(int most, int mostBytes, int inFlight) {
        return new MicroBatches<>(
                batch -> {
                    sent.add(batch);
                    var answered = new CompletableFuture<Void>();
                    open.add(answered);
                    return answered;
                },
                timer,
                most,
                mostBytes,
                inFlight);
    }
}
