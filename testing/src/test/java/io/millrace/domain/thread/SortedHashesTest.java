package io.millrace.domain.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SortedHashesTest {
    @Property(tries = 200)
    void itHoldsWhatAListInAnyOrderWouldHold(
            @ForAll @Size(max = 40) List<Integer> known, @ForAll @Size(max = 20) List<Integer> more) {
        var plain = new ArrayList<>(known);
        var sorted = SortedHashes.of(known);
        for (Integer hash : more) {
            plain.add(hash);
            sorted = sorted.with(hash);
        }
        assertSame(sorted, plain);
        for (Integer hash : known) {
            plain.remove(hash);
            sorted = sorted.without(hash);
            assertSame(sorted, plain);
        }
    }

    @Test
    void anUnknownHashTakesNothingAway() {
        var known = SortedHashes.of(List.of(5, Integer.MIN_VALUE, Integer.MAX_VALUE, -1));

        assertThat(known.without(4)).isSameAs(known);
        assertThat(known).containsExactly(Integer.MIN_VALUE, -1, 5, Integer.MAX_VALUE);
    }

    @Test
    void equalHashesAreCounted() {
        var twice = SortedHashes.of(List.of(7)).with(7);

        assertThat(twice).containsExactly(7, 7);
        assertThat(twice.without(7)).containsExactly(7);
        assertThat(twice).as("what it was is unchanged").hasSize(2);
    }

    private static void assertSame(SortedHashes sorted, List<Integer> plain) {
        var expected = new ArrayList<>(plain);
        Collections.sort(expected);
        assertThat(sorted).isEqualTo(expected);
        assertThat(plain).allMatch(sorted::contains);
    }
}
