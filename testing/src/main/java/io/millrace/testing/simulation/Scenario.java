package io.millrace.testing.simulation;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How eventful a simulation is, and in which order its records are delivered.
 *
 * @param incidentsPerHour planted incidents, on average, once the warm-up is over
 * @param noisePerSignal events that belong to no incident for each one that does
 * @param noiseFloorPerMinute noise events that come even when nothing else does
 * @param duplicateShare share of records delivered a second time, byte for byte
 * @param lateShare share of records that arrive minutes later than their kind does
 * @param overlapShare share of incidents during which another begins in the same scope
 * @param spanShare share of incidents that reach into two scopes
 * @param companyShare share of incidents on whose resource something unrelated is said meanwhile
 * @param warmUp how long nothing is planted, so that models can learn what is normal
 * @param showcase whether fixed incidents are placed around the live moment
 * @param stormAlarms alarms in the storm a minute after the live moment; 0 for none
 * @param periodMinutes minutes from one point of a series to the next
 * @param mix which kinds of incidents are drawn, and how often
 * @param shuffle seed of the order in which the records of one slot arrive; null for the order in which they were made
 */
public record Scenario(
        String name,
        double incidentsPerHour,
        double noisePerSignal,
        double noiseFloorPerMinute,
        double duplicateShare,
        double lateShare,
        double overlapShare,
        double spanShare,
        double companyShare,
        Duration warmUp,
        boolean showcase,
        int stormAlarms,
        int periodMinutes,
        IncidentMix mix,
        @Nullable Long shuffle) {

    public Scenario {
        if (periodMinutes < 1) {
            throw new IllegalArgumentException("The period was " + periodMinutes + " minutes; it must be 1 or more");
        }
        if (stormAlarms < 0) {
            throw new IllegalArgumentException("The storm had " + stormAlarms + " alarms; it must have 0 or more");
        }
        rates(Map.of(
                "incidents an hour", incidentsPerHour,
                "noise events to a signal", noisePerSignal,
                "noise events a minute", noiseFloorPerMinute));
        shares(Map.of(
                "repeated", duplicateShare,
                "late", lateShare,
                "overlapping", overlapShare,
                "spanning", spanShare,
                "accompanied", companyShare));
    }

    /** Of the usual kinds, in the order in which records were made. */
    public Scenario(
            String name,
            double incidentsPerHour,
            double noisePerSignal,
            double noiseFloorPerMinute,
            double duplicateShare,
            double lateShare,
            double overlapShare,
            double spanShare,
            double companyShare,
            Duration warmUp,
            boolean showcase,
            int stormAlarms,
            int periodMinutes) {
        this(
                name,
                incidentsPerHour,
                noisePerSignal,
                noiseFloorPerMinute,
                duplicateShare,
                lateShare,
                overlapShare,
                spanShare,
                companyShare,
                warmUp,
                showcase,
                stormAlarms,
                periodMinutes,
                IncidentMix.usual(),
                null);
    }

    /** The same with another ratio of noise to signal. */
    public Scenario withNoisePerSignal(double ratio) {
        return with(draft -> draft.noisePerSignal = ratio);
    }

    /** The same with another rate of planted incidents. */
    public Scenario withIncidentsPerHour(double rate) {
        return with(draft -> draft.incidentsPerHour = rate);
    }

    /** The same with another distance between the points of a series. */
    public Scenario withPeriodMinutes(int minutes) {
        return with(draft -> draft.periodMinutes = minutes);
    }

    /** The same with a storm of so many alarms. */
    public Scenario withStormAlarms(int alarms) {
        return with(draft -> draft.stormAlarms = alarms);
    }

    /** The same with another share of records that come minutes late, 0 to 1. */
    public Scenario withLateShare(double share) {
        return with(draft -> draft.lateShare = share);
    }

    /** The same with another share of records that come twice, 0 to 1. */
    public Scenario withDuplicateShare(double share) {
        return with(draft -> draft.duplicateShare = share);
    }

    /** The same with incidents of other kinds. */
    public Scenario withMix(IncidentMix kinds) {
        return with(draft -> draft.mix = kinds);
    }

    /** The same incidents and noise; the records of one slot of arrival time arrive in another order. */
    public Scenario withShuffle(long seed) {
        return with(draft -> draft.shuffle = seed);
    }

    private Scenario with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.scenario();
    }

    private static void rates(Map<String, Double> rates) {
        rates.forEach((what, rate) -> {
            if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(rate + " " + what + ": a rate must not be negative");
            }
        });
    }

    private static void shares(Map<String, Double> shares) {
        shares.forEach((what, share) -> {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("The share " + what + " was " + share + "; a share is from 0 to 1");
            }
        });
    }

    /** What is asked to be different. */
    private static final class Draft {
        private final Scenario like;
        private double incidentsPerHour;
        private double noisePerSignal;
        private double duplicateShare;
        private double lateShare;
        private int stormAlarms;
        private int periodMinutes;
        private IncidentMix mix;
        private @Nullable Long shuffle;

        Draft(Scenario like) {
            this.like = like;
            this.incidentsPerHour = like.incidentsPerHour;
            this.noisePerSignal = like.noisePerSignal;
            this.duplicateShare = like.duplicateShare;
            this.lateShare = like.lateShare;
            this.stormAlarms = like.stormAlarms;
            this.periodMinutes = like.periodMinutes;
            this.mix = like.mix;
            this.shuffle = like.shuffle;
        }

        Scenario scenario() {
            return new Scenario(
                    like.name,
                    incidentsPerHour,
                    noisePerSignal,
                    like.noiseFloorPerMinute,
                    duplicateShare,
                    lateShare,
                    like.overlapShare,
                    like.spanShare,
                    like.companyShare,
                    like.warmUp,
                    like.showcase,
                    stormAlarms,
                    periodMinutes,
                    mix,
                    shuffle);
        }
    }
}
