package io.millrace.operators.score;

import io.millrace.domain.MetricScore;
import io.millrace.models.series.SeriesScore;
import io.millrace.models.series.SeriesView;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a score is what it is, as events and rows say it: the share of each view, and how rare it is. */
final class Explanation {
    private static final SeriesView[] VIEWS = SeriesView.values();

    private static final String[] NAMES = Arrays.stream(VIEWS)
            .map(view -> view.name().toLowerCase(Locale.ROOT))
            .toArray(String[]::new);

    private Explanation() {}

    /** By the view's name; empty where the point is no surprise, or another model gave the score. */
    static Map<String, Double> shares(SeriesScore score) {
        if (score.surprise() == 0) {
            return Map.of();
        }
        var shares = new HashMap<String, Double>();
        for (SeriesView view : VIEWS) {
            double share = score.share(view);
            if (share > 0) {
                shares.put(name(view), share);
            }
        }
        return shares;
    }

    /** The score that a row of the embedded model was made of, with its reasons. */
    static SeriesScore again(MetricScore row, double surprise) {
        var shares = new double[VIEWS.length];
        if (!row.getShares().isEmpty()) {
            for (SeriesView view : VIEWS) {
                shares[view.ordinal()] = row.getShares().getOrDefault(name(view), 0.0);
            }
        }
        Double days = row.getOneInDays();
        return SeriesScore.of(row.getAnomalyScore(), row.getExpected(), row.getThreshold(), surprise)
                .explained(shares, days == null ? Double.NaN : days);
    }

    private static String name(SeriesView view) {
        return NAMES[view.ordinal()];
    }

    /** A number of days that is known. */
    static @Nullable Double known(double days) {
        return Double.isFinite(days) ? days : null;
    }

    /** {@code , as surprising as once in 12 days}, or nothing where that is not known. */
    static String rarity(double days) {
        if (!Double.isFinite(days)) {
            return "";
        }
        return days >= 1000
                ? ", as surprising as once in years"
                : ", as surprising as once in " + MetricEvents.figure(days) + " days";
    }

    /** {@code , most by its level (61 %)}, or nothing. */
    static String leading(SeriesScore score) {
        SeriesView leading = SeriesView.VALUE;
        for (SeriesView view : VIEWS) {
            leading = score.share(view) > score.share(leading) ? view : leading;
        }
        return score.share(leading) > 0
                ? ", most by its " + name(leading) + " (" + Math.round(100 * score.share(leading)) + " %)"
                : "";
    }
}
