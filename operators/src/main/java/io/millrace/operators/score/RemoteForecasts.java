package io.millrace.operators.score;

import io.millrace.domain.MetricDatum;
import io.millrace.models.forecast.SeasonalForecaster;
import io.millrace.models.sagemaker.DeepArWire;
import io.millrace.operators.remote.RemoteCalls;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which series DeepAR forecasts, what it is told, and how it is asked. */
public final class RemoteForecasts implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What a departure is measured by: the median and the quantile of each side. */
    private static final double[] LEVELS = {0.05, 0.5, 0.95};

    private final TreeMap<String, String> endpoints;
    private final int historySteps;
    private final int leastSteps;
    private final int samples;
    private final RemoteCalls calls;

    /**
     * @param endpoints namespace and metric ({@code AWS/ApplicationELB/TargetResponseTime}) to the endpoint that forecasts it
     * @param historySteps steps of five minutes that the endpoint is told
     * @param leastSteps steps before it is asked at all: the context_length that it was trained with
     * @param samples paths that it draws for its quantiles
     */
    public RemoteForecasts(
            Map<String, String> endpoints, int historySteps, int leastSteps, int samples, RemoteCalls calls) {
        this.endpoints = new TreeMap<>(endpoints);
        this.historySteps = historySteps;
        this.leastSteps = leastSteps;
        this.samples = samples;
        this.calls = calls;
    }

    /** Every forecast is the embedded one. */
    public static RemoteForecasts none() {
        return new RemoteForecasts(Map.of(), 576, 72, 100, new RemoteCalls(Duration.ofSeconds(3), 1, 16));
    }

    /** The endpoint of a point's metric, or null. */
    @Nullable
    String endpointOf(MetricDatum point) {
        return endpoints.isEmpty() ? null : endpoints.get(ForecastTargets.metric(point));
    }

    int historySteps() {
        return historySteps;
    }

    int leastSteps() {
        return leastSteps;
    }

    /** How the endpoints are spoken to. */
    public DeepArWire wire() {
        return new DeepArWire(LEVELS, SeasonalForecaster.STEPS, samples);
    }

    public RemoteCalls calls() {
        return calls;
    }
}
