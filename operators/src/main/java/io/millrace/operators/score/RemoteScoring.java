package io.millrace.operators.score;

import io.millrace.operators.remote.RemoteCalls;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which namespaces an endpoint scores, how it is asked and what its scores mean. */
public final class RemoteScoring implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TreeMap<String, String> endpoints;
    private final int shingleSize;
    private final double threshold;
    private final int warmUpScores;
    private final Duration deadline;
    private final int batchPoints;
    private final int inFlight;

    /**
     * @param endpoints CloudWatch namespace to the endpoint that scores it; none for the embedded model alone
     * @param shingleSize values of a vector: the endpoints' feature_dim
     * @param threshold standard deviations above a series' usual scores that raise an anomaly
     * @param warmUpScores scores of a series before its first anomaly
     * @param deadline without an answer by then the embedded score stands
     * @param batchPoints most points of a request
     * @param inFlight most requests under way, per endpoint and task
     */
    public RemoteScoring(
            Map<String, String> endpoints,
            int shingleSize,
            double threshold,
            int warmUpScores,
            Duration deadline,
            int batchPoints,
            int inFlight) {
        this.endpoints = new TreeMap<>(endpoints);
        this.shingleSize = shingleSize;
        this.threshold = threshold;
        this.warmUpScores = warmUpScores;
        this.deadline = deadline;
        this.batchPoints = batchPoints;
        this.inFlight = inFlight;
    }

    /** Nothing is scored remotely. */
    public static RemoteScoring none() {
        return new RemoteScoring(Map.of(), 8, 3, 100, Duration.ofSeconds(2), 100, 8);
    }

    /** The endpoint of a namespace, or null. */
    public @Nullable String endpointOf(String namespace) {
        return endpoints.get(namespace);
    }

    public int shingleSize() {
        return shingleSize;
    }

    public double threshold() {
        return threshold;
    }

    public int warmUpScores() {
        return warmUpScores;
    }

    /** How its endpoints are called. */
    public RemoteCalls calls() {
        return new RemoteCalls(deadline, batchPoints, inFlight);
    }

    public Duration deadline() {
        return deadline;
    }

    public int batchPoints() {
        return batchPoints;
    }

    public int inFlight() {
        return inFlight;
    }
}
