package io.millrace.testing.simulation;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * One metric of one resource: rhythm, noise of three speeds and bounds. Its value is a pure function of the minute;
 * what incidents do to it is a {@link Disturbance}.
 */
public final class Series {
    /** How a point of the series is counted. */
    enum Form {
        /** Samples of a level: the average is the value. */
        LEVEL,
        /** Occurrences: the sum is the value; a minute without any has no point. */
        COUNT,
        /** Durations of many requests, with percentiles. */
        DURATION
    }

    /** What makes one series differ from another of its kind. */
    record Shape(
            Form form,
            Rhythm rhythm,
            double base,
            double amplitude,
            double deviation,
            double min,
            double max,
            String unit) {}

    private static final int SLOW = 15;
    private static final int SLOWER = 180;

    private final int index;
    private final Resource resource;
    private final String namespace;
    private final String metric;
    private final SortedMap<String, String> dimensions;
    private final Shape shape;
    private final long seed;
    private final byte[] prefix;

    Series(
            int index,
            Resource resource,
            String namespace,
            String metric,
            SortedMap<String, String> dimensions,
            Shape shape,
            long seed) {
        this.index = index;
        this.resource = resource;
        this.namespace = namespace;
        this.metric = metric;
        this.dimensions = dimensions;
        this.shape = shape;
        this.seed = seed;
        this.prefix = json().getBytes(StandardCharsets.UTF_8);
    }

    private String json() {
        var node = Json.object();
        node.put("metric_stream_name", "estate-all")
                .put("account_id", resource.account())
                .put("region", resource.region())
                .put("namespace", namespace)
                .put("metric_name", metric);
        var dims = node.putObject("dimensions");
        dimensions.forEach(dims::put);
        var text = Json.text(node);
        return text.substring(0, text.length() - 1) + ",\"timestamp\":";
    }

    /** The undisturbed value at an epoch minute, in the metric's unit. */
    double value(long minute) {
        double busy = shape.rhythm.at(minute) * (1 + 0.05 * Noise.drifting(seed ^ 1, minute, 24 * 60));
        double noise = 0.6 * Noise.gaussian(seed, minute)
                + 0.5 * Noise.drifting(seed ^ 2, minute, SLOW)
                + 0.6 * Noise.drifting(seed ^ 3, minute, SLOWER);
        return bounded(shape.base + shape.amplitude * busy + shape.deviation * (noise + chore(minute)));
    }

    /** Every third series has an hourly chore of two minutes, at its own minute past the hour. */
    private double chore(long minute) {
        return seed % 3 == 0 && Math.floorMod(minute - (seed >>> 40), 60L) < 2 ? 2.5 : 0;
    }

    /** Within the metric's bounds and, for counts, whole. */
    double bounded(double value) {
        double inside = Math.max(shape.min, Math.min(shape.max, value));
        return shape.form == Form.COUNT ? Math.rint(inside) : inside;
    }

    /** Typical wobble, in the metric's unit. */
    double deviation() {
        return shape.deviation;
    }

    long seed() {
        return seed;
    }

    Form form() {
        return shape.form;
    }

    byte[] prefix() {
        return prefix;
    }

    /** Position of the series in its estate. */
    public int index() {
        return index;
    }

    public Resource resource() {
        return resource;
    }

    public String namespace() {
        return namespace;
    }

    public String metric() {
        return metric;
    }

    /** Sorted by name. */
    public SortedMap<String, String> dimensions() {
        return dimensions;
    }

    public String unit() {
        return shape.unit;
    }

    /** The canonical key of the domain: account|region|namespace|metric|dim=value,... */
    public String key() {
        return dimensions.entrySet().stream()
                .map(Map.Entry::toString)
                .collect(Collectors.joining(
                        ",", String.join("|", resource.account(), resource.region(), namespace, metric) + "|", ""));
    }
}
