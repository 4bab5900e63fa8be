package io.millrace.models.series;

import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;

/**
 * What each view scores beyond what it rarely exceeds in this series: some views of some series are strange all day, and
 * would drown the others. Floats, because they are in the state that is written with every point.
 */
final class ViewExcess {
    private final double quantile;
    private final float[] usual = new float[SeriesView.COUNT];

    ViewExcess(double quantile) {
        this.quantile = quantile;
    }

    /** Replaces scores by their excess over the usual, 0 or more, and learns them; {@code step} as the series' own. */
    void replace(double[] scores, double step) {
        for (var i = 0; i < scores.length; i++) {
            var score = scores[i];
            scores[i] = Math.max(0, score - usual[i]);
            usual[i] = (float) RollingQuantile.moved(usual[i], score, quantile, step);
        }
    }

    void write(StateWriter out) {
        for (var estimate : usual) {
            out.writeFloat(estimate);
        }
    }

    void read(StateReader in) {
        for (var i = 0; i < usual.length; i++) {
            usual[i] = in.readFloat();
        }
    }
}
