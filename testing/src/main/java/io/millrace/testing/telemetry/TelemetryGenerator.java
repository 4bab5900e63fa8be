package io.millrace.testing.telemetry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes series of every {@link SeriesKind} with four planted anomalies in their second half, a day or more apart. The same
 * kind, period and seed give the same series on every machine.
 */
public final class TelemetryGenerator {
    private static final long START = 1_772_323_200_000L; // Sunday 2026-03-01 00:00 UTC
    private static final int ANOMALIES = 4;

    private TelemetryGenerator() {}

    /** One series of each kind for each of the seeds from {@code firstSeed} on. */
    public static List<Telemetry> all(Duration period, Duration length, long firstSeed, int seeds) {
        var all = new ArrayList<Telemetry>();
        for (var kind : SeriesKind.values()) {
            for (var seed = firstSeed; seed < firstSeed + seeds; seed++) {
                all.add(one(kind, period, length, seed));
            }
        }
        return all;
    }

    /** One series; a length of eight days or more. */
    public static Telemetry one(SeriesKind kind, Duration period, Duration length, long seed) {
        if (length.toDays() < 2 * ANOMALIES) {
            throw new IllegalArgumentException("length is " + length + "; it must be 8 days or more");
        }
        var chance = new Chance(seed * 1_000_003 + kind.ordinal() * 7_919L + period.toSeconds());
        var start = START + Duration.ofDays(chance.below(7)).toMillis();
        var rows = new Rows(start, period, (int) length.dividedBy(period));
        var shape = kind.shape(rows, chance);
        var values = new double[rows.count()];
        Arrays.setAll(values, shape::at);
        var planting = new Planting(values, UsualRange.of(values), kind.isWhole(), chance);
        var planted = new ArrayList<PlantedAnomaly>();
        var offset = chance.below(kind.anomalies().size());
        var segment = rows.count() / 2 / ANOMALIES;
        for (var i = 0; i < ANOMALIES; i++) {
            var anomaly = kind.anomalies().get((offset + i) % kind.anomalies().size());
            var earliest = rows.count() / 2 + i * segment + chance.below(segment / 8);
            var wanted = anomaly.rows(period);
            var longest = Math.min(wanted, segment / 2);
            var first = planting.place(anomaly, earliest, earliest + segment * 3 / 8, longest);
            planting.plant(anomaly, first, longest);
            planted.add(new PlantedAnomaly(anomaly, first, first + longest - 1));
        }
        outages(values, planted, rows, chance);
        return withoutMissing(kind, rows, values, planted);
    }

    /** In every third series up to three stretches are missing, not where something is planted. */
    private static void outages(double[] values, List<PlantedAnomaly> planted, Rows rows, Chance chance) {
        var outages = chance.happens(1 / 3.0) ? 1 + chance.below(3) : 0;
        for (var i = 0; i < outages; i++) {
            var first = rows.count() / 8 + chance.below(rows.count() * 3 / 4);
            var end = Math.min(rows.count(), first + 1 + chance.below(rows.perDay() / 4));
            if (planted.stream().noneMatch(anomaly -> anomaly.first() < end && anomaly.last() >= first)) {
                Arrays.fill(values, first, end, Double.NaN);
            }
        }
    }

    private static Telemetry withoutMissing(SeriesKind kind, Rows rows, double[] values, List<PlantedAnomaly> planted) {
        var kept = new int[values.length + 1];
        var times = new long[values.length];
        var points = new double[values.length];
        for (var row = 0; row < values.length; row++) {
            var at = kept[row];
            var there = Double.isFinite(values[row]);
            if (there) {
                times[at] = rows.millis(row);
                points[at] = values[row];
            }
            kept[row + 1] = there ? at + 1 : at;
        }
        var size = kept[values.length];
        var moved = planted.stream()
                .filter(anomaly -> kept[anomaly.last() + 1] > kept[anomaly.first()])
                .map(anomaly -> new PlantedAnomaly(anomaly.kind(), kept[anomaly.first()], kept[anomaly.last() + 1] - 1))
                .toList();
        return new Telemetry(kind, rows.period(), Arrays.copyOf(times, size), Arrays.copyOf(points, size), moved);
    }
}
