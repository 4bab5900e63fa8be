package io.millrace.operators.score;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.JoinedMinute;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.MetricScore;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.VectorPart;
import io.millrace.models.vector.VectorScore;
import io.millrace.runbooks.scoring.MetricVector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is said of one minute of a vector: the feature that contributed most speaks first, all are named with their shares. */
final class VectorEvents {
    private static final int SEVERITY = 3;

    private final MetricVector vector;
    private final List<String> names;
    private final JoinedMinute minute;
    private final MetricDatum point;

    /** @param spoken any part of the minute's resource */
    VectorEvents(MetricVector vector, VectorPart spoken, JoinedMinute minute) {
        this.vector = vector;
        this.names = vector.names();
        this.minute = minute;
        this.point = point(vector, spoken, minute);
    }

    /** The values in the order of the features; NaN for what is missing. */
    double[] row() {
        return names.stream()
                .mapToDouble(name -> minute.getValues().getOrDefault(name, Double.NaN))
                .toArray();
    }

    /** Its opening. */
    OpsEvent anomaly(VectorScore score) {
        return event("Anomaly Detected", EventKind.ANOMALY, EventStatus.OPEN, SEVERITY, vector.title())
                .setText(text(score))
                .setAttributes(attributes())
                .setValues(MetricEvents.values(values(score)))
                .build();
    }

    /** Its end, after so many usual minutes. */
    OpsEvent recovered(int usualRows) {
        var values = new HashMap<String, Double>(minute.getValues());
        values.put("points", (double) usualRows);
        return event("Recovered", EventKind.RECOVERY, EventStatus.RESOLVED, 1, vector.title() + " no more")
                .setText(usualRows + " usual minutes in a row")
                .setAttributes(attributes())
                .setValues(MetricEvents.values(values))
                .build();
    }

    /** The lake's row: value and expected value of the feature that contributed most. */
    MetricScore row(VectorScore score) {
        int leading = leading(score);
        var selector = new ArrayList<>(vector.features().values()).get(leading).selector();
        return MetricScore.newBuilder()
                .setRecordId(point.getRecordId())
                .setLine(point.getLine())
                .setSeriesKey(point.getSeriesKey())
                .setAccount(point.getAccount())
                .setRegion(point.getRegion())
                .setNamespace(selector.namespace())
                .setMetricName(selector.metricName())
                .setDimensions(point.getDimensions())
                .setTimestamp(point.getTimestamp())
                .setArrivedAt(point.getArrivedAt())
                .setValue(row()[leading])
                .setAnomalyScore(score.anomalyScore())
                .setThreshold(score.threshold())
                .setAnomalyGrade(score.anomalyGrade())
                .setExpected(score.expected(leading))
                .setModel(JudgeVectorsFunction.MODEL)
                .setShares(shares(score))
                .setOneInDays(Explanation.known(score.oneInDays()))
                .build();
    }

    private int leading(VectorScore score) {
        int leading = 0;
        for (int i = 1; i < names.size(); i++) {
            leading = score.contribution(i) > score.contribution(leading) ? i : leading;
        }
        return leading;
    }

    private Map<String, Double> shares(VectorScore score) {
        var shares = new HashMap<String, Double>();
        for (int i = 0; i < names.size(); i++) {
            shares.put(names.get(i), score.contribution(i));
        }
        return shares;
    }

    private Map<String, Double> values(VectorScore score) {
        var values = new HashMap<String, Double>(minute.getValues());
        values.put("score", score.anomalyScore());
        values.put("threshold", score.threshold());
        values.put("oneInDays", score.oneInDays());
        for (int i = 0; i < names.size(); i++) {
            values.put("share." + names.get(i), score.contribution(i));
            values.put("expected." + names.get(i), score.expected(i));
        }
        return values;
    }

    private String text(VectorScore score) {
        double[] row = row();
        String features = IntStream.range(0, row.length)
                .boxed()
                .sorted((one, other) -> Double.compare(score.contribution(other), score.contribution(one)))
                .map(i -> names.get(i) + " "
                        + (Double.isNaN(row[i])
                                ? "is missing"
                                : Math.round(100 * score.contribution(i)) + " % (is " + MetricEvents.figure(row[i])
                                        + ", usual is " + MetricEvents.figure(score.expected(i)) + ")"))
                .collect(Collectors.joining(", "));
        return "Of what is unusual " + features + "; anomaly score " + MetricEvents.figure(score.anomalyScore())
                + ", raised from " + MetricEvents.figure(score.threshold()) + Explanation.rarity(score.oneInDays());
    }

    private HashMap<String, String> attributes() {
        var attributes = MetricEvents.attributes(point, "joined");
        attributes.put("vectorId", vector.id());
        attributes.put("model", JudgeVectorsFunction.MODEL);
        return attributes;
    }

    private OpsEvent.Builder event(String detailType, EventKind kind, EventStatus status, int severity, String title) {
        return MetricEvents.event(
                point,
                point.getTimestamp(),
                detailType,
                kind,
                status,
                "anomaly:vector:" + point.getSeriesKey(),
                severity,
                title + MetricEvents.on(point));
    }

    /** What stands for the minute where an event of a point is made: the first feature's namespace gives the resource. */
    private static MetricDatum point(MetricVector vector, VectorPart spoken, JoinedMinute minute) {
        return MetricDatum.newBuilder()
                .setRecordId(spoken.getRecordId())
                .setLine(spoken.getLine())
                .setArrivedAt(Instant.ofEpochMilli(minute.getArrivedAt()))
                .setTimestamp(Instant.ofEpochMilli(minute.getMinute()))
                .setAccount(spoken.getAccount())
                .setRegion(spoken.getRegion())
                .setNamespace(vector.first().selector().namespace())
                .setMetricName(String.join(",", vector.names()))
                .setDimensions(spoken.getDimensions())
                .setSeriesKey(spoken.getResourceKey())
                .setCount(0)
                .setSum(0)
                .setMin(0)
                .setMax(0)
                .build();
    }
}
