package io.millrace.operators.score;

import io.millrace.domain.MetricDatum;
import io.millrace.models.forecast.Side;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.FilterFunction;
import org.jspecify.annotations.Nullable;

/** Which metrics are forecast, on which side they are watched, and which limits they must not reach. */
public final class ForecastTargets implements FilterFunction<MetricDatum>, Serializable {
    private static final long serialVersionUID = 1L;

    private final TreeMap<String, Side> sides;
    private final TreeMap<String, Double> limits;

    /**
     * @param sides namespace and metric ({@code AWS/ApplicationELB/TargetResponseTime}) to the watched side
     * @param limits namespace and metric to the value that it must not rise to
     */
    public ForecastTargets(Map<String, Side> sides, Map<String, Double> limits) {
        this.sides = new TreeMap<>(sides);
        this.limits = new TreeMap<>(limits);
    }

    /** Nothing is forecast. */
    public static ForecastTargets none() {
        return new ForecastTargets(Map.of(), Map.of());
    }

    @Override
    public boolean filter(MetricDatum point) {
        String metric = metric(point);
        return sides.containsKey(metric) || limits.containsKey(metric);
    }

    /** The metrics that are watched on some side, as namespace and metric. */
    public Set<String> watched() {
        return Collections.unmodifiableSet(sides.keySet());
    }

    @Nullable
    Side sideOf(MetricDatum point) {
        return sides.get(metric(point));
    }

    @Nullable
    Double limitOf(MetricDatum point) {
        return limits.get(metric(point));
    }

    static String metric(MetricDatum point) {
        return point.getNamespace() + "/" + point.getMetricName();
    }
}
