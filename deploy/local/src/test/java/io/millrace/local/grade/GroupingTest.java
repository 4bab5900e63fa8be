package io.millrace.local.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GroupingTest {
    @Test
    void equalGroupingsAreWorthOneWhateverTheirNames() {
        var grouping = grouping("aabbc", "11223");

        assertThat(grouping.f1()).isEqualTo(1);
        assertThat(grouping.adjustedRandIndex()).isEqualTo(1);
    }

    @Test
    void anIndexWorkedOutByHandIsMet() {
        var grouping = grouping("aabbbbcccc", "1212233333");

        // pairs: right 1 + 6 = 7, true 1 + 6 + 6 = 13, found 1 + 3 + 10 = 14, all 45
        assertThat(grouping.precision()).isEqualTo(7 / 14.0);
        assertThat(grouping.recall()).isEqualTo(7 / 13.0);
        assertThat(grouping.adjustedRandIndex())
                .isCloseTo((7 - 13 * 14 / 45.0) / (13.5 - 13 * 14 / 45.0), within(1e-12));
    }

    @Test
    void everythingTogetherCostsPrecisionAndEverythingApartRecall() {
        assertThat(grouping("aabb", "1111").precision()).isEqualTo(2 / 6.0);
        assertThat(grouping("aabb", "1111").recall()).isEqualTo(1);
        assertThat(grouping("aabb", "1234").precision()).isEqualTo(1);
        assertThat(grouping("aabb", "1234").recall()).isZero();
        assertThat(grouping("aabb", "1234").adjustedRandIndex()).isZero();
    }

    @Property(tries = 200)
    void pairsCountedOneByOneSayTheSame(
            @ForAll @Size(min = 2, max = 30) List<@IntRange(min = 0, max = 4) Integer> truth,
            @ForAll @IntRange(min = 1, max = 5) int groups) {
        var grouping = new Grouping();
        var found = truth.stream().map(value -> value * 7 % groups).toList();
        long both = 0;
        long together = 0;
        long foundTogether = 0;
        for (int i = 0; i < truth.size(); i++) {
            grouping.add("t" + truth.get(i), "f" + found.get(i));
            for (int j = 0; j < i; j++) {
                boolean isTrue = truth.get(i).equals(truth.get(j));
                boolean isFound = found.get(i).equals(found.get(j));
                both += isTrue && isFound ? 1 : 0;
                together += isTrue ? 1 : 0;
                foundTogether += isFound ? 1 : 0;
            }
        }

        assertThat(grouping.recall()).isEqualTo(together == 0 ? 1 : both / (double) together);
        assertThat(grouping.precision()).isEqualTo(foundTogether == 0 ? 1 : both / (double) foundTogether);
    }

    private static Grouping grouping(String truth, String found) {
        var grouping = new Grouping();
        for (int i = 0; i < truth.length(); i++) {
            grouping.add(truth.substring(i, i + 1), found.substring(i, i + 1));
        }
        return grouping;
    }
}
