package io.millrace.models.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.domain.AnomalyState;
import io.millrace.domain.RemoteScoreState;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The parts that the job owns around a frozen forest: vectors in, verdicts out. */
class RemoteThresholdTest {
    private final RemoteThreshold threshold = new RemoteThreshold(3, 0.95, 100);
    private final Shingle shingle = new Shingle(4);

    @Test
    void aScoreFarAboveTheSeriesOwnRaisesAnAnomalyWhateverTheScale() {
        for (double scale : new double[] {0.001, 1, 1000}) {
            RemoteScoreState state = usual(300, scale);

            assertThat(threshold.judge(state, 1.02 * scale, 5).isAnomaly()).isFalse();
            assertThat(threshold.judge(state, 3 * scale, 5).isAnomaly()).isTrue();
            assertThat(threshold.judge(state, 3 * scale, 5).expected()).isEqualTo(5);
        }
    }

    @Test
    void nothingIsRaisedBeforeTheSeriesIsKnown() {
        assertThat(threshold.judge(usual(99, 1), 100, 5).isAnomaly()).isFalse();
        assertThat(threshold.judge(usual(100, 1), 100, 5).isAnomaly()).isTrue();
    }

    @Property(tries = 100)
    void everythingStaysFinite(@ForAll @Size(max = 60) List<@DoubleRange(min = -1e308, max = 1e308) Double> values) {
        RemoteScoreState state = fresh();
        var shingles = Shingle.fresh();
        for (double value : values) {
            shingles = shingle.next(shingles, value);
            assertThat(shingle.features(shingles)).allMatch(feature -> Math.abs(feature) <= Shingle.MOST);
            assertThat(threshold.judge(state, value, 0).anomalyScore()).isFinite();
            state = threshold.learn(state, value);
            assertThat(state.getUsualScore()).isFinite();
            assertThat(state.getVariance()).isFinite();
        }
    }

    @Test
    void aVectorIsTheLastValuesInTheSeriesOwnDeviations() {
        var state = Shingle.fresh();
        for (int i = 0; i < 1000; i++) {
            state = shingle.next(state, 50 + (i % 2 == 0 ? 5 : -5));
            assertThat(shingle.features(state)).hasSize(i < 3 ? 0 : 4);
        }

        assertThat(shingle.features(shingle.next(state, 70)).get(3)).isCloseTo(4, within(0.1));
        assertThat(shingle.features(shingle.next(state, 1e300))).endsWith(Shingle.MOST);
        assertThat(state.getValues()).hasSize(4);
    }

    private RemoteScoreState usual(int scores, double scale) {
        var state = fresh();
        for (int i = 0; i < scores; i++) {
            state = threshold.learn(state, scale * (1 + 0.1 * Math.sin(i)));
        }
        return state;
    }

    private static RemoteScoreState fresh() {
        return RemoteScoreState.newBuilder()
                .setAnomaly(new AnomalyState(false, 0))
                .build();
    }
}
