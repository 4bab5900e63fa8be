package io.millrace.operators.score;

import io.millrace.domain.CorrelationKey;
import io.millrace.domain.Dimension;
import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.KeyType;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import io.millrace.domain.id.Ids;
import io.millrace.domain.time.TimeBounds;
import io.millrace.models.series.SeriesScore;
import io.millrace.operators.parse.resource.ResourceArns;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The events that scoring derives from a point: it inherits the point's arrival, and its id says what it says. */
final class MetricEvents {
    private static final int ANOMALY_SEVERITY = 3;

    private MetricEvents() {}

    static OpsEvent anomaly(MetricDatum point, SeriesScore score, double value) {
        String expected = Double.isFinite(score.expected()) ? ", usual is " + figure(score.expected()) : "";
        return raised(point, "anomaly:", point.getMetricName() + " is unusual" + on(point))
                .setText(point.getMetricName() + " is " + figure(value) + " " + point.getUnit() + expected
                        + "; anomaly score " + figure(score.anomalyScore()) + ", raised from "
                        + figure(score.threshold()) + Explanation.leading(score)
                        + Explanation.rarity(score.oneInDays()))
                .setAttributes(attributes(point))
                .setValues(values(score, value))
                .build();
    }

    static OpsEvent recovered(MetricDatum point, double value, int normalPoints) {
        return ended(point, "anomaly:", point.getMetricName() + " is usual again" + on(point))
                .setText(normalPoints + " usual points in a row, the last at " + figure(value))
                .setAttributes(attributes(point))
                .setValues(values(Map.of("value", value, "points", (double) normalPoints)))
                .build();
    }

    /** @param judged who forecast ({@code model}), and why the configured endpoint did not ({@code fallback}) */
    static OpsEvent departure(MetricDatum point, SeriesScore score, double value, Map<String, String> judged) {
        var attributes = attributes(point);
        attributes.putAll(judged);
        return raised(point, "anomaly:forecast:", point.getMetricName() + " has left its forecast" + on(point))
                .setText(point.getMetricName() + " is " + figure(value) + " " + point.getUnit() + ", forecast was "
                        + figure(score.expected()) + "; " + figure(score.anomalyScore())
                        + " times as far as its outer quantile, raised from " + figure(score.threshold()))
                .setAttributes(attributes)
                .setValues(values(score, value))
                .build();
    }

    static OpsEvent returned(MetricDatum point, double value, int normalPoints) {
        return ended(point, "anomaly:forecast:", point.getMetricName() + " is as forecast again" + on(point))
                .setText(normalPoints + " points in a row as forecast, the last at " + figure(value))
                .setAttributes(attributes(point))
                .setValues(values(Map.of("value", value, "points", (double) normalPoints)))
                .build();
    }

    static OpsEvent limitInSight(MetricDatum point, Duration left, double limit, double value) {
        return raised(
                        point,
                        "anomaly:capacity:",
                        point.getMetricName() + " reaches " + figure(limit) + " in " + hours(left) + on(point))
                .setText(point.getMetricName() + " is " + figure(value) + " " + point.getUnit()
                        + "; carried on along the last six hours it reaches " + figure(limit) + " in " + hours(left))
                .setAttributes(attributes(point))
                .setValues(values(Map.of("value", value, "level", limit, "minutesLeft", (double) left.toMinutes())))
                .build();
    }

    static OpsEvent limitOutOfSight(MetricDatum point, double limit, double value) {
        return ended(
                        point,
                        "anomaly:capacity:",
                        point.getMetricName() + " heads for " + figure(limit) + " no more" + on(point))
                .setText("The last value is " + figure(value))
                .setAttributes(attributes(point))
                .setValues(values(Map.of("value", value, "level", limit)))
                .build();
    }

    private static String hours(Duration left) {
        return left.compareTo(Duration.ofHours(1)) < 0
                ? left.toMinutes() + " min"
                : String.format(Locale.ROOT, "%.1f h", left.toMinutes() / 60.0);
    }

    /** An anomaly of the series; {@code identity} says by whose judgement. */
    private static OpsEvent.Builder raised(MetricDatum point, String identity, String title) {
        return event(
                point,
                point.getTimestamp(),
                "Anomaly Detected",
                EventKind.ANOMALY,
                EventStatus.OPEN,
                identity + point.getSeriesKey(),
                ANOMALY_SEVERITY,
                title);
    }

    /** The end of what {@link #raised} said under the same identity. */
    private static OpsEvent.Builder ended(MetricDatum point, String identity, String title) {
        return event(
                point,
                point.getTimestamp(),
                "Recovered",
                EventKind.RECOVERY,
                EventStatus.RESOLVED,
                identity + point.getSeriesKey(),
                1,
                title);
    }

    /** @param time what the event speaks of, which is the point's own unless that one is missing */
    static OpsEvent.Builder event(
            MetricDatum point,
            Instant time,
            String detailType,
            EventKind kind,
            EventStatus status,
            String identity,
            int severity,
            String title) {
        long at = time.toEpochMilli();
        String id = Ids.hash(detailType, status.name(), identity, String.valueOf(at));
        List<String> resources = resources(point);
        return OpsEvent.newBuilder()
                .setRecordId(point.getRecordId())
                .setEventId(id)
                .setOrigin(Origin.DERIVED)
                .setArrivedAt(point.getArrivedAt())
                .setEventTime(time)
                .setSource("millrace")
                .setDetailType(detailType)
                .setKind(kind)
                .setStatus(status)
                .setSeverity(severity)
                .setIdentity(identity)
                .setDeliveryId(id)
                .setRevision(at)
                .setTitle(title)
                .setAccount(point.getAccount())
                .setRegion(point.getRegion())
                .setResources(resources)
                .setCorrelationKeys(resources.stream()
                        .map(arn -> new CorrelationKey(KeyType.RESOURCE, arn))
                        .collect(Collectors.toList()));
    }

    /** A derived event may lie as far from its arrival as any other. */
    static OpsEvent marked(OpsEvent event, TimeBounds times) {
        event.setFuture(times.isFuture(event.getEventTime(), event.getArrivedAt()));
        event.setLate(times.isLate(event.getEventTime(), event.getArrivedAt()));
        return event;
    }

    /** ARNs, or where none can be derived what CloudWatch itself calls the thing: its namespace and dimensions. */
    private static List<String> resources(MetricDatum point) {
        List<String> arns = ResourceArns.ofDimensions(
                point.getNamespace(), point.getDimensions(), point.getAccount(), point.getRegion());
        if (!arns.isEmpty()) {
            return arns;
        }
        String dimensions = point.getDimensions().stream()
                .map(dimension -> dimension.getName() + "=" + dimension.getValue())
                .collect(Collectors.joining(","));
        return List.of(point.getNamespace() + "|" + dimensions);
    }

    /** With the statistic that is scored. */
    private static HashMap<String, String> attributes(MetricDatum point) {
        return attributes(point, ScoredStatistic.nameFor(point));
    }

    static HashMap<String, String> attributes(MetricDatum point, String statistic) {
        var attributes = new HashMap<String, String>();
        attributes.put("seriesKey", point.getSeriesKey());
        attributes.put("namespace", point.getNamespace());
        attributes.put("metricName", point.getMetricName());
        attributes.put("statistic", statistic);
        attributes.put("unit", point.getUnit());
        for (Dimension dimension : point.getDimensions()) {
            attributes.put("dim." + dimension.getName(), dimension.getValue());
        }
        return attributes;
    }

    private static Map<String, Double> values(SeriesScore score, double value) {
        var values = new HashMap<String, Double>();
        values.put("value", value);
        values.put("expected", score.expected());
        values.put("score", score.anomalyScore());
        values.put("threshold", score.threshold());
        values.put("oneInDays", score.oneInDays());
        Explanation.shares(score).forEach((view, share) -> values.put("share." + view, share));
        return values(values);
    }

    /** Only finite numbers travel: a series without history has no expected value. */
    static Map<String, Double> values(Map<String, Double> figures) {
        var finite = new HashMap<String, Double>();
        figures.forEach((name, figure) -> {
            if (Double.isFinite(figure)) {
                finite.put(name, figure);
            }
        });
        return finite;
    }

    static String on(MetricDatum point) {
        return point.getDimensions().isEmpty()
                ? ""
                : point.getDimensions().stream().map(Dimension::getValue).collect(Collectors.joining(" ", " on ", ""));
    }

    static String figure(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 1000 ? "%.0f" : "%.2f", value);
    }
}
