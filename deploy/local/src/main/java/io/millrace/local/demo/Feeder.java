package io.millrace.local.demo;

import io.millrace.local.flink.JobMetrics;
import io.millrace.local.kinesis.KinesisStandIn;
import io.millrace.testing.simulation.SimulatedRecord;
import io.millrace.testing.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Puts the simulated estate's records on the streams: the past as fast as the job reads it, never more than a
 * bounded number of records ahead, then each when its time comes.
 */
final class Feeder implements Runnable {
    private static final int MOST_AHEAD = 400;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Simulation simulation;
    private final KinesisStandIn kinesis;
    private final SimulatedTime time;
    private final InstantSource clock;
    private volatile boolean live;
    private volatile long fed;

    Feeder(Simulation simulation, KinesisStandIn kinesis, SimulatedTime time, InstantSource clock) {
        this.simulation = simulation;
        this.kinesis = kinesis;
        this.time = time;
        this.clock = clock;
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted() && simulation.hasNext()) {
                Instant next = simulation.nextArrival();
                live = live || !next.isBefore(clock.instant());
                if (next.isAfter(clock.instant()) || ahead() > MOST_AHEAD) {
                    time.advanceTo(next.isAfter(clock.instant()) ? clock.instant() : time.instant());
                    Thread.sleep(PAUSE.toMillis());
                } else {
                    put(simulation.next());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the past is fed. */
    boolean isLive() {
        return live;
    }

    private void put(SimulatedRecord simulated) {
        time.advanceTo(simulated.arrivedAt());
        String stream = simulated.stream().equals(SimulatedRecord.METRICS) ? StandIns.METRICS : StandIns.EVENTS;
        kinesis.put(stream, simulated.partitionKey(), simulated.data(), simulated.arrivedAt());
        fed++;
    }

    private long ahead() {
        return fed - JobMetrics.sum("Parse metrics", "numRecordsIn") - JobMetrics.sum("Parse events", "numRecordsIn");
    }
}
