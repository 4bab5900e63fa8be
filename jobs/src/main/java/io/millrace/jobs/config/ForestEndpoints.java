package io.millrace.jobs.config;

import io.millrace.models.sagemaker.EndpointLimits;
import io.millrace.operators.score.RemoteScoring;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Which namespaces SageMaker's random cut forests score, and how they are asked. None by default. */
public final class ForestEndpoints {
    private static final String GROUP = "SageMakerForest";

    private final TreeMap<String, String> namespaces;
    private final String region;
    private final String endpoint;
    private final Duration deadline;
    private final int batchPoints;
    private final int inFlight;
    private final int shingleSize;
    private final double threshold;
    private final int warmUpScores;

    private ForestEndpoints(Settings in) {
        namespaces = namespaces(in);
        region = namespaces.isEmpty()
                ? in.text(GROUP, "aws.region", "")
                : in.required(GROUP, "aws.region", "the Region of the endpoints");
        endpoint = in.text(GROUP, "aws.endpoint", "");
        deadline = in.deadline(GROUP, "deadline", Duration.ofSeconds(2), EndpointLimits.LONGEST_ANSWER);
        batchPoints = in.integer(GROUP, "batch.points", 100, 1, 10_000);
        inFlight = in.integer(GROUP, "in.flight", 8, 1, 1000);
        shingleSize = in.integer(GROUP, "shingle.size", 8, 1, 10_000);
        threshold = in.number(GROUP, "threshold", 3.0, 0.01, 1000);
        warmUpScores = in.integer(GROUP, "warm.up.scores", 100, 1, 1_000_000);
    }

    static ForestEndpoints read(Settings in) {
        return new ForestEndpoints(in);
    }

    private static TreeMap<String, String> namespaces(Settings in) {
        var named = new TreeMap<String, String>();
        for (String pair : in.list(GROUP, "namespaces")) {
            int equals = pair.lastIndexOf('=');
            if (equals < 1 || equals == pair.length() - 1) {
                in.problem(GROUP + "/namespaces has \"" + pair + "\"; it must be none, or a list such as"
                        + " AWS/EC2=endpoint-of-ec2, Shop/Checkout=endpoint-of-shop");
            } else {
                named.put(
                        pair.substring(0, equals).trim(),
                        pair.substring(equals + 1).trim());
            }
        }
        return named;
    }

    RemoteScoring scoring() {
        return new RemoteScoring(namespaces, shingleSize, threshold, warmUpScores, deadline, batchPoints, inFlight);
    }

    /** CloudWatch namespace to the endpoint that scores it. */
    public Map<String, String> namespaces() {
        return new TreeMap<>(namespaces);
    }

    public String region() {
        return region;
    }

    /** Address to use instead of the Region's; empty for the Region's. */
    public String endpoint() {
        return endpoint;
    }

    /** A point without an answer by then keeps the embedded score. */
    public Duration deadline() {
        return deadline;
    }

    /** Most points of one request. */
    public int batchPoints() {
        return batchPoints;
    }

    /** Most requests under way, per task. */
    public int inFlight() {
        return inFlight;
    }

    /** Values of one vector: the endpoint's feature_dim. */
    public int shingleSize() {
        return shingleSize;
    }

    /** An anomaly is raised at so many standard deviations of the series' own scores above their rolling quantile. */
    public double threshold() {
        return threshold;
    }

    /** Scores of a series before its first anomaly may be raised. */
    public int warmUpScores() {
        return warmUpScores;
    }
}
