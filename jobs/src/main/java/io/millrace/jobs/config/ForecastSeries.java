package io.millrace.jobs.config;

import io.millrace.models.forecast.Side;
import io.millrace.operators.score.ForecastTargets;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;

/** Which metrics are forecast, and which limits they must not rise to. None by default. */
final class ForecastSeries {
    private static final String GROUP = "Forecast";

    private ForecastSeries() {}

    static ForecastTargets read(Settings in) {
        return new ForecastTargets(
                pairs(
                        in,
                        "series",
                        "AWS/ApplicationELB/TargetResponseTime=above, Shop/Checkout/Orders=both",
                        side -> Side.valueOf(side.toUpperCase(Locale.ROOT))),
                pairs(in, "limits", "CWAgent/disk_used_percent=95", Double::valueOf));
    }

    private static <T> TreeMap<String, T> pairs(Settings in, String key, String example, Function<String, T> value) {
        var pairs = new TreeMap<String, T>();
        for (String pair : in.list(GROUP, key)) {
            int equals = pair.lastIndexOf('=');
            try {
                if (equals < 1 || pair.lastIndexOf('/', equals) < 1) {
                    throw new IllegalArgumentException();
                }
                pairs.put(
                        pair.substring(0, equals).trim(),
                        value.apply(pair.substring(equals + 1).trim()));
            } catch (IllegalArgumentException e) {
                in.problem(GROUP + "/" + key + " has \"" + pair
                        + "\"; it must be none, or a list of namespace/metric such as " + example);
            }
        }
        return pairs;
    }
}
