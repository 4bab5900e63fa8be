package io.millrace.operators.score;

import io.millrace.domain.MetricDatum;
import io.millrace.domain.MetricScore;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.VectorPart;
import io.millrace.domain.time.Slots;
import io.millrace.models.series.ScoringSettings;
import io.millrace.operators.stage.Harnesses;
import io.millrace.operators.stage.Outputs;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.ContentHistory;
import io.millrace.runbooks.scoring.ScoringRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** Points, the parts they have in vectors, and the operator that judges vectors, as in the job. */
final class VectorHarness implements AutoCloseable {
    static final Duration RETENTION = Duration.ofHours(12);

    private final ScoringRules rules;
    private int partless;
    private final KeyedOneInputStreamOperatorTestHarness<String, VectorPart, OpsEvent> vectors;
    private long watermark = Long.MIN_VALUE;

    VectorHarness(String scoring, int cached, @Nullable OperatorSubtaskState snapshot) throws Exception {
        var files = new TreeMap<>(Harnesses.CONTENT.files());
        files.put("scoring/own.yaml", scoring);
        var content = ContentBundle.of(files);
        var settings = new ScoreSettings(
                ScoringSettings.defaults().threshold(),
                ScoringSettings.defaults().quantile(),
                5,
                0,
                cached,
                RETENTION);
        rules = content.compile().scoring();
        vectors = Harnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new JudgeVectorsFunction(ContentHistory.of(content), settings)),
                        VectorPart::getResourceKey,
                        Types.STRING),
                OpsEvent.class,
                snapshot);
    }

    VectorHarness feed(List<MetricDatum> points) throws Exception {
        var sorted = new ArrayList<>(points);
        sorted.sort(Comparator.comparing(MetricDatum::getArrivedAt));
        for (MetricDatum point : sorted) {
            long slot = Slots.endOf(point.getArrivedAt().toEpochMilli());
            watermark(slot - Slots.LENGTH.toMillis());
            for (VectorPart part : parts(point)) {
                vectors.processElement(part, slot);
            }
        }
        return this;
    }

    private List<VectorPart> parts(MetricDatum point) {
        try {
            return VectorParts.of(point, rules);
        } catch (RuntimeException e) {
            partless++;
            return List.of();
        }
    }

    VectorHarness until(Instant arrival) throws Exception {
        watermark(Slots.endOf(arrival.toEpochMilli()));
        return this;
    }

    private void watermark(long time) throws Exception {
        if (time > watermark) {
            watermark = time;
            vectors.processWatermark(new Watermark(time));
        }
    }

    List<OpsEvent> events() {
        return new ArrayList<>(vectors.extractOutputValues());
    }

    List<MetricScore> rows() {
        return Harnesses.side(vectors, Outputs.SCORES);
    }

    int deadLetters() {
        return Harnesses.side(vectors, Outputs.DEAD_LETTERS).size() + partless;
    }

    int keyedStates() {
        return vectors.numKeyedStateEntries();
    }

    OperatorSubtaskState snapshot() throws Exception {
        return vectors.snapshot(1, 1);
    }

    @Override
    public void close() throws Exception {
        vectors.close();
    }
}
