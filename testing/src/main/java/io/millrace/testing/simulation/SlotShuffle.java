package io.millrace.testing.simulation;

import io.millrace.domain.time.Slots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Delivers the records of one slot of arrival time in another order: they exchange their arrival times, over both streams. No
 * record leaves its slot, so whoever waits for a slot's end (DESIGN §2) decides the same. Which order follows from seed and slot.
 */
final class SlotShuffle {
    private final long seed;

    SlotShuffle(long seed) {
        this.seed = seed ^ 71;
    }

    /** Takes the soonest slot out of the queue, which holds all of it; its records in their new order. */
    List<Pending> next(PriorityQueue<Pending> queue) {
        long slot = slot(queue.element());
        var times = new ArrayList<Instant>();
        var records = new ArrayList<Pending>();
        for (var head = queue.peek(); head != null && slot(head) == slot; head = queue.peek()) {
            times.add(head.arrivedAt());
            records.add(queue.remove());
        }
        Collections.shuffle(records, new Random(Noise.hash(seed, slot)));
        var shuffled = new ArrayList<Pending>();
        for (int i = 0; i < records.size(); i++) {
            shuffled.add(records.get(i).at(times.get(i)));
        }
        return shuffled;
    }

    private static long slot(Pending record) {
        return Slots.endOf(record.arrivedAt().toEpochMilli());
    }
}
