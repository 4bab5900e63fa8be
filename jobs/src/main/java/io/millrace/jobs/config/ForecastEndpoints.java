package io.millrace.jobs.config;

import io.millrace.models.sagemaker.EndpointLimits;
import io.millrace.operators.remote.RemoteCalls;
import io.millrace.operators.score.RemoteForecasts;
import java.time.Duration;
import java.util.Set;
import java.util.TreeMap;

/** Which of the forecast series SageMaker's DeepAR forecasts, and how it is asked. None by default. */
public final class ForecastEndpoints {
    private static final String GROUP = "SageMakerForecast";

    private final RemoteForecasts remote;
    private final String region;
    private final String address;

    private ForecastEndpoints(Settings in, Set<String> forecast) {
        var series = series(in, forecast);
        region = series.isEmpty()
                ? in.text(GROUP, "aws.region", "")
                : in.required(GROUP, "aws.region", "the Region of the endpoints");
        address = in.text(GROUP, "aws.endpoint", "");
        int history = in.integer(GROUP, "history.steps", 576, 12, 20_000);
        int least = in.integer(GROUP, "least.steps", 72, 1, 20_000);
        if (least > history) {
            in.problem(GROUP + "/least.steps is " + least + "; it must be at most history.steps, which is " + history);
        }
        remote = new RemoteForecasts(
                series,
                history,
                least,
                in.integer(GROUP, "num.samples", 100, 1, 10_000),
                new RemoteCalls(
                        in.deadline(GROUP, "deadline", Duration.ofSeconds(3), EndpointLimits.LONGEST_ANSWER),
                        in.integer(GROUP, "batch.series", 1, 1, 100),
                        in.integer(GROUP, "in.flight", 16, 1, 1000)));
    }

    /** @param forecast the metrics that are forecast at all */
    static ForecastEndpoints read(Settings in, Set<String> forecast) {
        return new ForecastEndpoints(in, forecast);
    }

    private static TreeMap<String, String> series(Settings in, Set<String> forecast) {
        var named = new TreeMap<String, String>();
        for (String pair : in.list(GROUP, "series")) {
            int equals = pair.lastIndexOf('=');
            String metric = equals < 1 ? "" : pair.substring(0, equals).trim();
            if (metric.isEmpty() || equals == pair.length() - 1) {
                in.problem(GROUP + "/series has \"" + pair + "\"; it must be none, or a list such as"
                        + " AWS/ApplicationELB/TargetResponseTime=endpoint-of-latency");
            } else if (!forecast.contains(metric)) {
                in.problem(GROUP + "/series has " + metric + ", which Forecast/series does not; it must say there on"
                        + " which side the metric is watched");
            } else {
                named.put(metric, pair.substring(equals + 1).trim());
            }
        }
        return named;
    }

    public RemoteForecasts remote() {
        return remote;
    }

    public String region() {
        return region;
    }

    /** Address to use instead of the Region's; empty for the Region's. */
    public String address() {
        return address;
    }
}
