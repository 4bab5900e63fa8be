package io.millrace.runbooks.conditions;

/** What one joined minute says: a verdict, with the leading part's figure and levels to tell. NaN values say nothing. */
final class Said {
    static final Said NOTHING = new Said(Verdict.BETWEEN, Double.NaN, Double.NaN, Double.NaN);

    private final Verdict verdict;
    private final double value;
    private final double level;
    private final double clearLevel;

    Said(Verdict verdict, double value, double level, double clearLevel) {
        this.verdict = verdict;
        this.value = value;
        this.level = level;
        this.clearLevel = clearLevel;
    }

    Verdict verdict() {
        return verdict;
    }

    double value() {
        return value;
    }

    double level() {
        return level;
    }

    double clearLevel() {
        return clearLevel;
    }
}
