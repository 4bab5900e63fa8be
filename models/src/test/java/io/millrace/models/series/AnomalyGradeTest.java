package io.millrace.models.series;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnomalyGradeTest {
    @Test
    void isZeroBelowTheThresholdAndAboveZeroFromIt() {
        assertThat(AnomalyGrade.of(1.2999, 1.3)).isZero();
        assertThat(AnomalyGrade.of(1.3, 1.3)).isEqualTo(0.01);
    }

    @Test
    void growsToOneAtTwiceTheThreshold() {
        assertThat(AnomalyGrade.of(3, 2)).isEqualTo(0.5);
        assertThat(AnomalyGrade.of(4, 2)).isEqualTo(1);
        assertThat(AnomalyGrade.of(40, 2)).isEqualTo(1);
    }

    @Test
    void isZeroForNoScore() {
        assertThat(AnomalyGrade.of(Double.NaN, 2)).isZero();
    }
}
