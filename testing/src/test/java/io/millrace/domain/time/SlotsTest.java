package io.millrace.domain.time;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotsTest {

    @ParameterizedTest
    @CsvSource({"0, 1999", "1999, 1999", "2000, 3999", "2001, 3999", "-1, -1", "-2000, -1", "-2001, -2001"})
    void aSlotEndsAtItsLastMillisecond(long at, long end) {
        assertThat(Slots.endOf(at)).isEqualTo(end);
    }

    @Test
    void theEndOfASlotIsInIt() {
        assertThat(Slots.endOf(Slots.endOf(12_345))).isEqualTo(Slots.endOf(12_345));
        assertThat(Slots.endOf(Slots.endOf(12_345) + 1)).isEqualTo(Slots.endOf(12_345) + 2000);
    }

    @Property
    void noTimeWaitsLongerThanASlotAndNoneIsLeftBehind(@ForAll @LongRange(min = -1L << 50, max = 1L << 50) long at) {
        assertThat(Slots.endOf(at) - at).isBetween(0L, Slots.LENGTH.toMillis() - 1);
        assertThat(Slots.endOf(at + 1)).isGreaterThanOrEqualTo(Slots.endOf(at));
    }
}
