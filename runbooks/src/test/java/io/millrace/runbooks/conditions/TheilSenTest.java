package io.millrace.runbooks.conditions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TheilSenTest {
    @Property(tries = 500)
    void agreesWithTheNaiveOracle(
            @ForAll @Size(min = 2, max = 40) List<@DoubleRange(min = -1000, max = 1000) Double> values,
            @ForAll @Size(min = 40, max = 40) List<@IntRange(min = 1, max = 600_000) Integer> steps) {
        var times = times(values.size(), steps);
        var line = new TheilSen(times, array(values));

        double slope = naiveSlope(times, values);
        assertThat(line.slope()).isEqualTo(slope);
        var heights = new ArrayList<Double>();
        for (int i = 0; i < times.length; i++) {
            heights.add(values.get(i) + slope * (times[times.length - 1] - times[i]));
        }
        assertThat(line.newest(slope)).isEqualTo(median(heights));
    }

    @Property(tries = 300)
    void isNotTurnedByAQuarterOfOutliers(
            @ForAll @Size(min = 12, max = 32) List<@DoubleRange(min = -1, max = 1) Double> noise,
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double outlier) {
        var values = new double[noise.size()];
        var times = new long[noise.size()];
        for (int i = 0; i < values.length; i++) {
            times[i] = i * 60_000L;
            values[i] = i % 5 == 2 ? outlier : 10.0 * i + noise.get(i);
        }

        assertThat(new TheilSen(times, values).slope() * 60_000).isBetween(5.0, 15.0);
    }

    @Property(tries = 300)
    void risesAgreesWithCountingPairs(
            @ForAll @Size(min = 4, max = 32) List<@IntRange(min = 0, max = 9) Integer> levels) {
        var values = levels.stream().map(Integer::doubleValue).toList();
        int n = values.size();
        int surplus = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                surplus += (int) Math.signum(values.get(j) - values.get(i));
            }
        }
        double wanted = Math.min(n * (n - 1) / 2.0, 2.326 * Math.sqrt(n * (n - 1) * (2 * n + 5) / 18.0));

        assertThat(new TheilSen(times(n, Collections.nCopies(n, 60_000)), array(values)).rises())
                .isEqualTo(surplus >= wanted);
    }

    @Test
    void aLineIsItself() {
        var line = new TheilSen(new long[] {0, 60_000, 120_000, 240_000}, new double[] {1, 2, 3, 5});

        assertThat(line.slope() * 60_000).isCloseTo(1, within(1e-12));
        assertThat(line.newest(line.slope())).isCloseTo(5, within(1e-12));
        assertThat(line.rises()).isTrue();
    }

    private static double naiveSlope(long[] times, List<Double> values) {
        var slopes = new ArrayList<Double>();
        for (int i = 0; i < times.length; i++) {
            for (int j = 0; j < times.length; j++) {
                if (times[i] < times[j]) {
                    slopes.add((values.get(j) - values.get(i)) / (times[j] - times[i]));
                }
            }
        }
        return median(slopes);
    }

    private static double median(List<Double> numbers) {
        var sorted = new ArrayList<>(numbers);
        Collections.sort(sorted);
        int n = sorted.size();
        return n % 2 == 1 ? sorted.get(n / 2) : (sorted.get(n / 2 - 1) + sorted.get(n / 2)) / 2;
    }

    private static long[] times(int n, List<Integer> steps) {
        var times = new long[n];
        long at = 0;
        for (int i = 0; i < n; i++) {
            at += steps.get(i);
            times[i] = at;
        }
        return times;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
