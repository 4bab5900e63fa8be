package io.millrace.testing.simulation;

import io.millrace.testing.simulation.Pending.Nature;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is under way, soonest first. Some records come late and some twice; which ones follows from the seed and the
 * number of the record. Where the scenario asks for it, the records of one slot arrive in another order.
 */
final class Arrivals {
    private static final Consumer<Instant> NOBODY = arrival -> {};

    private final PriorityQueue<Pending> queue = new PriorityQueue<>(Pending.BY_ARRIVAL);
    /** Taken out of the queue: what is left of the slot that is being delivered. */
    private final ArrayDeque<Pending> delivered = new ArrayDeque<>();

    private final @Nullable SlotShuffle shuffle;
    private final Scenario scenario;
    private final long seed;
    private long number;
    private long signals;
    private long noise;

    Arrivals(Scenario scenario, long seed) {
        this.scenario = scenario;
        this.seed = seed ^ 21;
        this.shuffle = scenario.shuffle() == null ? null : new SlotShuffle(scenario.shuffle());
    }

    /** A tick: never late, never twice. */
    void tick(Nature nature, Instant at, String key, byte[] data) {
        queue.add(new Pending(at, number++, nature, key, () -> data, 0, false, NOBODY));
    }

    /** A record of metric points; {@code decides} is told when a point within decides an incident. */
    void points(Instant at, String key, byte[] data, int points, @Nullable Consumer<Instant> decides) {
        var told = decides == null ? NOBODY : decides;
        add(new Pending(at, number++, Nature.POINTS, key, () -> data, points, false, told), decides != null);
    }

    /** An event; one that opens something can decide its incident. */
    void event(Planned event, @Nullable Incident cause, boolean opens) {
        var id = event.eventId();
        Consumer<Instant> told = cause == null ? NOBODY : arrival -> cause.arrived(id, arrival, opens);
        signals += cause == null ? 0 : 1;
        noise += cause == null ? 1 : 0;
        var pending = new Pending(event.arrivedAt(), number++, Nature.EVENT, id, event.data(), 0, cause != null, told);
        add(pending, cause != null && opens);
    }

    /** What decides an incident is never late: its delay shall measure the job, not the simulator. */
    private void add(Pending onTime, boolean punctual) {
        long own = onTime.number();
        var pending = onTime;
        if (!punctual && Noise.uniform(seed, own) < scenario.lateShare()) {
            var later = onTime.arrivedAt().plusMillis(20_000 + (long) (160_000 * Noise.uniform(seed ^ 1, own)));
            pending = onTime.at(later);
        }
        queue.add(pending);
        if (Noise.uniform(seed ^ 2, own) < scenario.duplicateShare()) {
            var later = pending.arrivedAt().plusMillis(500 + (long) (60_000 * Noise.uniform(seed ^ 3, own)));
            queue.add(pending.again(later, number++));
        }
    }

    /**
     * The soonest, left in place.
     *
     * @param complete until when (exclusive) everything that arrives is under way
     */
    @Nullable
    Pending peek(Instant complete) {
        if (shuffle == null) {
            return queue.peek();
        }
        var head = queue.peek();
        if (delivered.isEmpty() && head != null && head.arrivedAt().isBefore(complete)) {
            delivered.addAll(shuffle.next(queue));
        }
        return delivered.peek();
    }

    /** Takes the soonest, at which somebody has looked, and tells whoever waited for it. */
    void take() {
        var taken = shuffle == null ? queue.remove() : delivered.remove();
        taken.whenArrived().accept(taken.arrivedAt());
    }

    /** Events still to be made so that there are so many of noise to one of signal; negative when there are more. */
    double noiseOwed(double perSignal) {
        return perSignal * signals - noise;
    }

    int size() {
        return queue.size() + delivered.size();
    }
}
