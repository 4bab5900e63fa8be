package io.millrace.testing.telemetry;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * What a detector found, summed over series. A planted anomaly is found when a row of it is raised. The end of one may be
 * raised too: as long as it lasted, two hours at least, nothing after it counts as false.
 */
public final class Detections {
    private static final Duration AFTERMATH = Duration.ofHours(2);
    private static final double DAY = Duration.ofDays(1).toMillis();

    private final Map<AnomalyKind, Integer> planted = new EnumMap<>(AnomalyKind.class);
    private final Map<AnomalyKind, Integer> found = new EnumMap<>(AnomalyKind.class);
    private int falseAlarms;
    private double days;

    /** Takes in one series; {@code raised} says of each row whether the detector raised it. */
    public void add(Telemetry telemetry, IntPredicate raised) {
        var size = telemetry.size();
        var excused = new boolean[size];
        for (var anomaly : telemetry.planted()) {
            planted.merge(anomaly.kind(), 1, Integer::sum);
            found.merge(anomaly.kind(), isRaised(anomaly, raised) ? 1 : 0, Integer::sum);
            var end = telemetry.time(anomaly.last());
            var lasted = Math.max(end - telemetry.time(anomaly.first()), AFTERMATH.toMillis());
            for (var row = anomaly.first(); row < size && telemetry.time(row) <= end + lasted; row++) {
                excused[row] = true;
            }
        }
        var judged = 0;
        for (var row = 0; row < size; row++) {
            if (!excused[row]) {
                judged++;
                falseAlarms += raised.test(row) ? 1 : 0;
            }
        }
        days += telemetry.span().toMillis() / DAY * judged / size;
    }

    private static boolean isRaised(PlantedAnomaly anomaly, IntPredicate raised) {
        for (var row = anomaly.first(); row <= anomaly.last(); row++) {
            if (raised.test(row)) {
                return true;
            }
        }
        return false;
    }

    /** Which share of all that was planted was found, 0 to 1. */
    public double recall() {
        return (double) sum(found) / sum(planted);
    }

    /** Which share of one kind was found, 0 to 1; not a number where none was planted. */
    public double recall(AnomalyKind kind) {
        return (double) found.getOrDefault(kind, 0) / planted.getOrDefault(kind, 0);
    }

    /** What was raised without reason, for each series and day. */
    public double falseAlarmsPerDay() {
        return falseAlarms / days;
    }

    private static int sum(Map<AnomalyKind, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
