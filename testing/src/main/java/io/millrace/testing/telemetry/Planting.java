package io.millrace.testing.telemetry;

/** Puts anomalies into the rows of one series; how large each is says the usual range. */
final class Planting {
    private final double[] values;
    private final UsualRange range;
    private final boolean whole;
    private final Chance chance;

    Planting(double[] values, UsualRange range, boolean whole, Chance chance) {
        this.values = values;
        this.range = range;
        this.whole = whole;
        this.chance = chance;
    }

    /** The first row from {@code earliest} to {@code latest} where the anomaly would show, or the latest. */
    int place(AnomalyKind kind, int earliest, int latest, int length) {
        for (var row = earliest; row < latest; row++) {
            if (shows(kind, row, length)) {
                return row;
            }
        }
        return latest;
    }

    private boolean shows(AnomalyKind kind, int row, int length) {
        if (Double.isNaN(values[row])) {
            return false;
        }
        return switch (kind) {
            // nothing is missing from what is near its least anyway
            case DIP -> values[row] > range.median();
            // it begins low, and a rise was due
            case SEASON_MISSED ->
                values[row] < range.low() + 0.3 * range.width()
                        && highest(row, row + length) > range.low() + 0.7 * range.width();
            default -> true;
        };
    }

    private double highest(int first, int end) {
        var highest = Double.NEGATIVE_INFINITY;
        for (var row = first; row < end; row++) {
            highest = values[row] > highest ? values[row] : highest;
        }
        return highest;
    }

    void plant(AnomalyKind kind, int first, int length) {
        var before = values[first];
        var size = chance.between(0.7, 0.8) * range.width();
        for (var row = first; row < first + length; row++) {
            var usual = values[row];
            var value =
                    switch (kind) {
                        case SPIKE -> Math.max(usual, range.high()) + chance.between(0.6, 1.4) * range.width();
                        case DIP -> range.low() - chance.between(0.3, 0.8) * range.width();
                        case LEVEL_SHIFT -> usual + size;
                        case SLOW_DRIFT -> usual + 1.2 * range.width() * (row - first + 1) / length;
                        case STUCK -> before;
                        case VARIANCE -> usual + 5 * range.noise() * chance.gaussian();
                        case SEASON_MISSED -> before + range.noise() * chance.gaussian();
                    };
            // where the series has no point, none is planted
            values[row] = Double.isNaN(usual) ? usual : settled(value);
        }
    }

    private double settled(double value) {
        var bounded = range.bounded(value);
        return whole ? Math.rint(bounded) : bounded;
    }
}
