package io.millrace.runbooks.catalog;

/** Bounds on a measured value: above, atLeast, below, atMost. */
final class ValueRange {
    private final double above;
    private final double atLeast;
    private final double below;
    private final double atMost;

    ValueRange(double above, double atLeast, double below, double atMost) {
        this.above = above;
        this.atLeast = atLeast;
        this.below = below;
        this.atMost = atMost;
    }

    /** False for NaN. */
    boolean holds(double value) {
        return value > above && value >= atLeast && value < below && value <= atMost;
    }

    /** Whether some value holds. */
    boolean isPossible() {
        double least = Math.max(above, atLeast);
        double most = Math.min(below, atMost);
        return least < most || (least == most && above < least && below > most);
    }
}
