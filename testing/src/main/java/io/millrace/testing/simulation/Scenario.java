package io.millrace.testing.simulation;

import java.time.Duration;

/**
 * How eventful a simulation is.
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
        int periodMinutes) {

    public Scenario {
        if (periodMinutes < 1) {
            throw new IllegalArgumentException("The period was " + periodMinutes + " minutes; it must be 1 or more");
        }
        if (incidentsPerHour < 0 || noisePerSignal < 0 || noiseFloorPerMinute < 0) {
            throw new IllegalArgumentException(
                    "Rates must not be negative: " + incidentsPerHour + " incidents an hour, " + noisePerSignal
                            + " noise events to a signal, " + noiseFloorPerMinute + " noise events a minute");
        }
    }

    /** The same with another ratio of noise to signal. */
    public Scenario withNoisePerSignal(double ratio) {
        return new Scenario(
                name,
                incidentsPerHour,
                ratio,
                noiseFloorPerMinute,
                duplicateShare,
                lateShare,
                overlapShare,
                spanShare,
                companyShare,
                warmUp,
                showcase,
                stormAlarms,
                periodMinutes);
    }

    /** The same with another rate of planted incidents. */
    public Scenario withIncidentsPerHour(double rate) {
        return new Scenario(
                name,
                rate,
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
                periodMinutes);
    }

    /** The same with another distance between the points of a series. */
    public Scenario withPeriodMinutes(int minutes) {
        return new Scenario(
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
                minutes);
    }

    /** The same with a storm of so many alarms. */
    public Scenario withStormAlarms(int alarms) {
        return new Scenario(
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
                alarms,
                periodMinutes);
    }
}
