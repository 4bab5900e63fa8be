package io.millrace.local.eventbridge;

import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings events to the rules that match. Delivery is at least once: a planned rate of events comes twice. An event for a bus that does
 * not exist is accepted and dropped, as AWS does (aws/aws-cli issue 9186), but here it is counted and logged.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final EventBuses buses;
    private final Set<String> unknownBuses = ConcurrentHashMap.newKeySet();
    private final AtomicLong dropped = new AtomicLong();
    private double repeatRate;
    private Random repeats = new Random(0);

    Delivery(EventBuses buses) {
        this.buses = buses;
    }

    void deliver(String busName, Envelope event) {
        var bus = buses.find(busName);
        if (bus.isEmpty()) {
            dropped.incrementAndGet();
            if (unknownBuses.add(busName)) {
                LOG.warn("Events for bus {} are dropped: it does not exist, and AWS would not say so either", busName);
            }
            return;
        }
        var rules = bus.get().matching(event);
        rules.forEach(rule -> rule.deliver(event));
        if (comesAgain()) {
            rules.forEach(rule -> rule.deliver(event));
        }
    }

    long dropped() {
        return dropped.get();
    }

    synchronized void repeat(double rate, long seed) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("A rate of repeated deliveries is between 0 and 1, not " + rate);
        }
        repeatRate = rate;
        repeats = new Random(seed);
    }

    private synchronized boolean comesAgain() {
        return repeatRate > 0 && repeats.nextDouble() < repeatRate;
    }
}
