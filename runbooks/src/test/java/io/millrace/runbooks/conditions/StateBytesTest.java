package io.millrace.runbooks.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.ConditionState;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one condition on one series costs in a checkpoint, at most: these figures are promised in the rationale. */
class StateBytesTest {
    private static final int HEADER = 10;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "comparator: '>', level: 50, for: 5m | 110",
                "comparator: '>', level: 50, datapoints: {breaching: 30, of: 60} | 120",
                "comparator: '>', level: 50, for: 5m, period: 1m, missing: breaching | 120",
                "compare: rate-per-minute, comparator: '>', level: 0, for: 2m | 130",
                "comparator: '>', level: 50, for: 5m, trend: {direction: rising, over: 6h} | 600",
            })
    void staysWithin(String keys, int most) throws IOException {
        var condition = Conditions.of(keys);
        var state = ConditionEvaluator.initial(condition.rule());
        var random = new Random(5);
        int largest = 0;
        for (int minute = 0; minute < 2000; minute++) {
            double value = (minute / 50 % 2 == 0 ? 70 : 30) + random.nextGaussian() * 10;
            state = ConditionEvaluator.evaluate(
                            condition, state, Points.reading(Course.START + minute * Course.MINUTE, value))
                    .state();
            largest =
                    Math.max(largest, ConditionState.getEncoder().encode(state).remaining() - HEADER);
        }

        assertThat(largest).isBetween(most / 2, most);
    }
}
