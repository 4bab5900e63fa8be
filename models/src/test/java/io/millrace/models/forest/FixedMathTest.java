package io.millrace.models.forest;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.assertj.core.data.Percentage;

class FixedMathTest {
    private static final Percentage A_HUNDRED_MILLIONTH = Percentage.withPercentage(1e-6);

    @Property
    void theExponentialIsThatOfTheLibrary(@ForAll @DoubleRange(min = -690, max = 0) double x) {
        assertThat(FixedMath.exp(x)).isCloseTo(StrictMath.exp(x), A_HUNDRED_MILLIONTH);
    }

    @Property
    void theLogarithmIsThatOfTheLibrary(@ForAll @DoubleRange(min = -690, max = 690) double exponent) {
        var x = StrictMath.exp(exponent);

        assertThat(FixedMath.log(x) - StrictMath.log(x)).isBetween(-1e-8, 1e-8);
    }

    @Example
    void whatIsTooSmallIsNothing() {
        assertThat(FixedMath.exp(-1e9)).isZero();
        assertThat(FixedMath.exp(Double.NaN)).isZero();
        assertThat(FixedMath.exp(0)).isEqualTo(1);
        assertThat(FixedMath.log(1)).isZero();
    }
}
