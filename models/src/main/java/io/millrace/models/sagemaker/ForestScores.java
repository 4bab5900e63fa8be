package io.millrace.models.sagemaker;

/** An endpoint's answer to a batch: one score per vector, by position, and the variant that gave them. */
public final class ForestScores {
    private final double[] scores;
    private final String variant;

    public ForestScores(double[] scores, String variant) {
        this.scores = scores.clone();
        this.variant = variant;
    }

    public int size() {
        return scores.length;
    }

    /** Not normalised. */
    public double score(int position) {
        return scores[position];
    }

    /** InvokedProductionVariant; empty when the endpoint did not say. */
    public String variant() {
        return variant;
    }
}
