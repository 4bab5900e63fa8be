package io.millrace.models.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RollingQuantileTest {
    @Test
    void restsWhereTheShareLiesBelow() {
        var random = new Random(1);
        var quantile = new RollingQuantile(0.95);
        for (var i = 0; i < 20_000; i++) {
            quantile.learn(random.nextDouble());
        }

        assertThat(quantile.estimate()).isBetween(0.90, 0.99);
    }

    @Test
    void followsScoresThatRise() {
        var random = new Random(1);
        var quantile = new RollingQuantile(0.95);
        for (var i = 0; i < 20_000; i++) {
            quantile.learn(random.nextDouble());
        }
        for (var i = 0; i < 1_000; i++) {
            quantile.learn(2 + random.nextDouble());
        }

        assertThat(quantile.estimate()).isBetween(2.8, 3.1);
    }

    @Test
    void aConstantScoreIsItsOwnQuantile() {
        var quantile = new RollingQuantile(0.95);
        for (var i = 0; i < 500; i++) {
            quantile.learn(0.5);
        }

        assertThat(quantile.estimate()).isBetween(0.49, 0.52);
    }
}
