package io.millrace.testing;

import io.millrace.domain.Dimension;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One metric point, or a run of them a minute apart. A point stands for five equal samples, as the samples do, and
 * arrives 150 s after its timestamp unless told otherwise.
 */
public final class MetricBuilder {
    private static final Duration DELAY = Duration.ofSeconds(150);
    private static final int SAMPLES = 5;

    private final String namespace;
    private final String name;
    private String account = Estates.PRODUCTION;
    private String region = Estates.REGION;
    private String unit = "None";
    private double value;
    private Instant timestamp = Times.at("10:00");
    private @Nullable Instant arrivedAt;
    private final TreeMap<String, String> dimensions = new TreeMap<>();
    private final TreeMap<String, Double> statistics = new TreeMap<>();

    MetricBuilder(String namespace, String name) {
        this.namespace = namespace;
        this.name = name;
    }

    /** The average of the point, in the metric's unit. */
    public MetricBuilder of(double average) {
        this.value = average;
        return this;
    }

    /** Start of the period the point covers. */
    public MetricBuilder at(String time) {
        return at(Times.at(time));
    }

    public MetricBuilder at(Instant time) {
        this.timestamp = time;
        return this;
    }

    public MetricBuilder arrivedAt(String time) {
        this.arrivedAt = Times.at(time);
        return this;
    }

    public MetricBuilder account(String id) {
        this.account = id;
        return this;
    }

    public MetricBuilder region(String id) {
        this.region = id;
        return this;
    }

    public MetricBuilder unit(String text) {
        this.unit = text;
        return this;
    }

    public MetricBuilder dimension(String key, String text) {
        dimensions.put(key, text);
        return this;
    }

    /** An additional statistic by its CloudWatch name: p99. */
    public MetricBuilder statistic(String key, double number) {
        statistics.put(key, number);
        return this;
    }

    /** The canonical key: account|region|namespace|metric|dim=value,... */
    public String seriesKey() {
        return dimensions.entrySet().stream()
                .map(Map.Entry::toString)
                .collect(Collectors.joining(",", String.join("|", account, region, namespace, name) + "|", ""));
    }

    /** The point. */
    public MetricDatum datum() {
        var arrival = arrivedAt == null ? timestamp.plus(DELAY) : arrivedAt;
        var dims = new ArrayList<Dimension>();
        dimensions.forEach((key, text) ->
                dims.add(Dimension.newBuilder().setName(key).setValue(text).build()));
        return MetricDatum.newBuilder()
                .setRecordId(Ids.hash("test-metric", seriesKey(), timestamp.toString(), arrival.toString()))
                .setLine(0)
                .setArrivedAt(arrival)
                .setTimestamp(timestamp)
                .setAccount(account)
                .setRegion(region)
                .setNamespace(namespace)
                .setMetricName(name)
                .setDimensions(dims)
                .setSeriesKey(seriesKey())
                .setCount(SAMPLES)
                .setSum(value * SAMPLES)
                .setMin(value)
                .setMax(value)
                .setStatistics(new TreeMap<>(statistics))
                .setUnit(unit)
                .build();
    }

    /** One point a minute with these averages, the first at this builder's time. */
    public List<MetricDatum> everyMinute(double... averages) {
        var first = timestamp;
        var points = new ArrayList<MetricDatum>();
        for (int i = 0; i < averages.length; i++) {
            points.add(of(averages[i]).at(first.plus(Duration.ofMinutes(i))).datum());
        }
        at(first);
        return points;
    }
}
