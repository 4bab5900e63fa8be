package io.millrace.models.remote;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Gathers what is asked into requests by count, bytes and a short wait, and keeps a bounded number of them under way; the
 * rest wait their turn. Nothing here blocks, and nothing is kept beyond the calls. Safe for use by several threads.
 */
public final class MicroBatches<T> {
    /** As long as a first question waits for company. */
    private static final long LINGER_MILLIS = 20;

    private final Function<List<T>, CompletableFuture<?>> call;
    private final ScheduledExecutorService timer;
    private final int most;
    private final int mostBytes;
    private final int inFlight;
    private final Deque<List<T>> waiting = new ArrayDeque<>();
    private List<T> gathering = new ArrayList<>();
    private int bytes;
    private long batch;
    private int underWay;

    /**
     * @param call sends one batch; its future ends when the batch has been dealt with, and never fails
     * @param most questions of a batch
     * @param mostBytes of a batch; a question beyond them goes alone
     * @param inFlight most batches under way
     */
    public MicroBatches(
            Function<List<T>, CompletableFuture<?>> call,
            ScheduledExecutorService timer,
            int most,
            int mostBytes,
            int inFlight) {
        this.call = call;
        this.timer = timer;
        this.most = most;
        this.mostBytes = mostBytes;
        this.inFlight = inFlight;
    }

    /** Puts a question of this size in bytes into the batch that is being gathered. */
    public void add(T question, int size) {
        synchronized (this) {
            if (!gathering.isEmpty() && bytes + size > mostBytes) {
                close();
            }
            gathering.add(question);
            bytes += size;
            if (gathering.size() >= most) {
                close();
            } else if (gathering.size() == 1) {
                long mine = batch;
                var unused = timer.schedule(() -> linger(mine), LINGER_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
        send();
    }

    private void linger(long mine) {
        synchronized (this) {
            if (mine == batch && !gathering.isEmpty()) {
                close();
            }
        }
        send();
    }

    private void close() {
        waiting.add(gathering);
        gathering = new ArrayList<>();
        bytes = 0;
        batch++;
    }

    private void send() {
        while (true) {
            List<T> next;
            synchronized (this) {
                if (underWay >= inFlight || waiting.isEmpty()) {
                    return;
                }
                next = waiting.remove();
                underWay++;
            }
            CompletableFuture<?> answered = call.apply(next);
            if (answered.isDone()) {
                ended();
            } else {
                answered.whenComplete((result, failure) -> {
                    ended();
                    send();
                });
            }
        }
    }

    private synchronized void ended() {
        underWay--;
    }
}
