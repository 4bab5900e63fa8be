package io.millrace.operators.score;

import io.millrace.domain.ConditionPart;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.time.Slots;
import io.millrace.models.series.ScoringSettings;
import io.millrace.operators.stage.Harnesses;
import io.millrace.operators.stage.Outputs;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.ContentHistory;
import io.millrace.runbooks.EffectiveBundle;
import io.millrace.testing.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** The two operators that judge conditions, one behind the other as in the job, fed with points in order of arrival. */
final class ConditionHarness implements AutoCloseable {
    static final Duration RETENTION = Duration.ofHours(12);

    private final KeyedOneInputStreamOperatorTestHarness<String, MetricDatum, OpsEvent> series;
    private final KeyedOneInputStreamOperatorTestHarness<String, ConditionPart, OpsEvent> joined;
    private int partsPassed;
    private long watermark = Long.MIN_VALUE;

    private ConditionHarness(ContentBundle content, @Nullable Snapshots snapshots) throws Exception {
        this(ContentHistory.of(content), snapshots);
    }

    private ConditionHarness(ContentHistory content, @Nullable Snapshots snapshots) throws Exception {
        var settings = new ScoreSettings(
                ScoringSettings.defaults().threshold(),
                ScoringSettings.defaults().quantile(),
                5,
                0,
                1000,
                RETENTION);
        series = Harnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new ScoreFunction(content, settings)),
                        MetricDatum::getSeriesKey,
                        Types.STRING),
                OpsEvent.class,
                snapshots == null ? null : snapshots.series);
        joined = Harnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new JudgeJoinedConditionsFunction(content, settings)),
                        ConditionPart::getJoinKey,
                        Types.STRING),
                OpsEvent.class,
                snapshots == null ? null : snapshots.joined);
    }

    static ConditionHarness shipped() throws Exception {
        return new ConditionHarness(Harnesses.CONTENT, null);
    }

    /** The shipped content with one more condition. */
    static ConditionHarness with(String condition) throws Exception {
        return new ConditionHarness(content(condition), null);
    }

    static ConditionHarness restored(String condition, Snapshots snapshots) throws Exception {
        return new ConditionHarness(content(condition), snapshots);
    }

    /** Versions of the shipped content, each with one more condition: one from the beginning, the others from their time on. */
    static ConditionHarness changing(Map<String, String> conditionsFrom) throws Exception {
        return changing(conditionsFrom, null);
    }

    static ConditionHarness changing(Map<String, String> conditionsFrom, @Nullable Snapshots snapshots)
            throws Exception {
        var bundles = new ArrayList<EffectiveBundle>();
        conditionsFrom.forEach((from, condition) -> bundles.add(new EffectiveBundle(
                content(condition, "version: v" + from.replace(":", "") + "\neffectiveFrom: 2026-08-01T00:00:00Z\n"),
                from.isEmpty() ? Instant.EPOCH : Times.at(from))));
        return new ConditionHarness(ContentHistory.of(bundles), snapshots);
    }

    private static ContentBundle content(String condition) {
        return content(condition, "");
    }

    private static ContentBundle content(String condition, String bundle) {
        var files = new TreeMap<>(Harnesses.CONTENT.files());
        if (!condition.isEmpty()) {
            files.put("conditions/own.yaml", "conditions:\n  - " + condition + "\n");
        }
        if (!bundle.isEmpty()) {
            files.put("bundle.yaml", bundle);
        }
        return ContentBundle.of(files);
    }

    /** Points of any series, sorted by arrival here. */
    ConditionHarness feed(List<MetricDatum> points) throws Exception {
        var sorted = new ArrayList<>(points);
        sorted.sort(Comparator.comparing(MetricDatum::getArrivedAt));
        return feedAsDelivered(sorted);
    }

    /** Points in the order of delivery, which within a slot is any. */
    ConditionHarness feedAsDelivered(List<MetricDatum> points) throws Exception {
        for (MetricDatum point : points) {
            long slot = Slots.endOf(point.getArrivedAt().toEpochMilli());
            watermark(slot - Slots.LENGTH.toMillis());
            series.processElement(point, slot);
        }
        return this;
    }

    /** Arrival time passes, as it does by the ticks of the stream. */
    ConditionHarness until(Instant arrival) throws Exception {
        watermark(Slots.endOf(arrival.toEpochMilli()));
        return this;
    }

    ConditionHarness end() throws Exception {
        watermark(Long.MAX_VALUE);
        return this;
    }

    private void watermark(long time) throws Exception {
        if (time <= watermark) {
            return;
        }
        watermark = time;
        series.processWatermark(new Watermark(time));
        var parts = Harnesses.side(series, Outputs.CONDITION_PARTS);
        for (ConditionPart part : parts.subList(partsPassed, parts.size())) {
            joined.processElement(part, part.getArrivedAt().toEpochMilli());
        }
        partsPassed = parts.size();
        joined.processWatermark(new Watermark(time));
    }

    /** Events of one condition so far, single or joined. */
    List<OpsEvent> events(String conditionId) {
        var events = new ArrayList<>(series.extractOutputValues());
        events.addAll(joined.extractOutputValues());
        return events.stream()
                .filter(event -> conditionId.equals(event.getAttributes().get("conditionId")))
                .toList();
    }

    /** {@code 10:04 OPEN}, by event time. */
    List<String> told(String conditionId) {
        return events(conditionId).stream()
                .map(event -> event.getEventTime().toString().substring(11, 16) + " " + event.getStatus())
                .toList();
    }

    /** Without the repeats of what stays met. */
    List<String> turns(String conditionId) {
        return told(conditionId).stream()
                .filter(line -> !line.endsWith("UPDATED"))
                .toList();
    }

    int deadLetters() {
        return Harnesses.side(series, Outputs.DEAD_LETTERS).size()
                + Harnesses.side(joined, Outputs.DEAD_LETTERS).size();
    }

    int keyedStates() {
        return series.numKeyedStateEntries() + joined.numKeyedStateEntries();
    }

    Snapshots snapshots() throws Exception {
        return new Snapshots(series.snapshot(1, 1), joined.snapshot(1, 1));
    }

    @Override
    public void close() throws Exception {
        series.close();
        joined.close();
    }

    record Snapshots(OperatorSubtaskState series, OperatorSubtaskState joined) {}
}
