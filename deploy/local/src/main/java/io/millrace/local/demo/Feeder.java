package io.millrace.local.demo;

import io.millrace.local.flink.JobMetrics;
import io.millrace.local.kinesis.KinesisStandIn;
import io.millrace.testing.simulation.SimulatedRecord;
import io.millrace.testing.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts the simulated estate's records on the streams: the past as fast as the job takes it, never far ahead of
 * it in records or in simulated time (or the executor's answers would come hours late), then each when its time comes. While
 * a command is on its way to the executor time stands still: an hour of the past takes seconds, a command the same as ever, and it would arrive expired.
 * What waits for less than {@link #FARTHEST_AHEAD} does: a diagnosis of the past expires before it is executed, and its rung follows without.
 */
final class Feeder implements Runnable {
    private static final int MOST_AHEAD = 400;
    private static final Duration FARTHEST_AHEAD = Duration.ofMinutes(6);
    /** A command that the bus has not delivered by then is not waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(2);

    private final Simulation simulation;
    private final KinesisStandIn kinesis;
    private final SimulatedTime time;
    private final InstantSource clock;
    private final LongSupplier commandsTaken;
    private final Instant beginning;
    private long commandsLost;
    private @Nullable Instant waitingSince;
    private volatile boolean live;
    private volatile long fed;

    /** @param commandsTaken how many commands the executor has dealt with */
    Feeder(
            Simulation simulation,
            KinesisStandIn kinesis,
            SimulatedTime time,
            InstantSource clock,
            LongSupplier commandsTaken) {
        this.simulation = simulation;
        this.kinesis = kinesis;
        this.time = time;
        this.clock = clock;
        this.commandsTaken = commandsTaken;
        this.beginning = time.instant();
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted() && simulation.hasNext()) {
                Instant next = simulation.nextArrival();
                live = live || !next.isBefore(clock.instant());
                if (next.isAfter(clock.instant()) || isFarAhead(next)) {
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

    private boolean isFarAhead(Instant next) {
        long watermark = Math.max(beginning.toEpochMilli(), JobMetrics.watermark("Guard commands"));
        boolean aheadInTime = next.isAfter(Instant.ofEpochMilli(watermark).plus(FARTHEST_AHEAD));
        return aheadInTime || unread() > MOST_AHEAD || commandIsUnderWay();
    }

    private boolean commandIsUnderWay() {
        long open = JobMetrics.outcome("guard", "granted") - commandsTaken.getAsLong() - commandsLost;
        if (open <= 0) {
            waitingSince = null;
            return false;
        }
        Instant now = clock.instant();
        waitingSince = waitingSince == null ? now : waitingSince;
        if (now.isAfter(waitingSince.plus(PATIENCE))) {
            commandsLost += open;
            waitingSince = null;
        }
        return waitingSince != null;
    }

    private long unread() {
        return fed - JobMetrics.sum("Parse metrics", "numRecordsIn") - JobMetrics.sum("Parse events", "numRecordsIn");
    }
}
