package io.millrace.operators.score;

import io.millrace.models.series.SeriesScore;
import io.millrace.runbooks.scoring.UsualRange;

/**
 * Judges a series that has no history yet by the range that content declares for its family: outside of it is an anomaly,
 * a whole width outside one of grade 1. The detector learns meanwhile and takes over when it is warm. Nothing is made up in
 * between: what a sibling knows is under another key, and interpolated history would hide what is really rare.
 */
final class DeclaredRange {
    /** Named in the rows that it decided. */
    static final String MODEL = "declared-range";

    private DeclaredRange() {}

    /** The verdict on a value, in the terms of the model's own. */
    static SeriesScore judge(UsualRange range, double value, double threshold) {
        double beyond = range.beyond(value);
        double score = beyond > 0 ? threshold * (1 + beyond) : 0;
        return SeriesScore.of(score, range.nearest(value), threshold, score);
    }
}
