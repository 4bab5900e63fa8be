package io.millrace.operators.score;

import io.millrace.domain.Dimension;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.VectorPart;
import io.millrace.operators.parse.SeriesKeys;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.Undecided;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.scoring.FeatureOf;
import io.millrace.runbooks.scoring.ScoringRules;
import io.millrace.runbooks.scoring.VectorFeature;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The parts that points have in vectors of their resources. A point in an excluded window, or without a finite value, has
 * none: its minute then lacks that part. A point on which the rules throw is a dead letter.
 */
public final class VectorParts extends ProcessFunction<MetricDatum, VectorPart> {
    private static final long serialVersionUID = 1L;

    private final ContentBundle bundle;

    private transient ScoringRules rules;
    private transient Undecided undecided;

    public VectorParts(ContentBundle bundle) {
        this.bundle = bundle;
    }

    @Override
    public void open(OpenContext context) {
        rules = bundle.compile().scoring();
        undecided = new Undecided(getRuntimeContext().getMetricGroup(), "score");
    }

    @Override
    public void processElement(MetricDatum point, Context context, Collector<VectorPart> out) {
        List<VectorPart> parts;
        try {
            parts = parts(point);
        } catch (RuntimeException e) {
            context.output(Outputs.DEAD_LETTERS, undecided.point(point, e));
            return;
        }
        parts.forEach(out::collect);
    }

    private List<VectorPart> parts(MetricDatum point) {
        List<FeatureOf> features = rules.featuresOf(point);
        if (features.isEmpty() || rules.excludes(point)) {
            return List.of();
        }
        var parts = new ArrayList<VectorPart>();
        for (FeatureOf feature : features) {
            double value = value(point, feature.feature());
            if (Double.isFinite(value)) {
                feature.vector()
                        .resourceOf(point)
                        .ifPresent(dimensions -> parts.add(part(point, feature, value, dimensions)));
            }
        }
        return parts;
    }

    private static double value(MetricDatum point, VectorFeature feature) {
        return feature.statistic()
                .map(statistic -> statistic.of(point).orElse(Double.NaN))
                .orElseGet(() -> ScoredStatistic.of(point));
    }

    private static VectorPart part(MetricDatum point, FeatureOf feature, double value, List<Dimension> dimensions) {
        String vectorId = feature.vector().id();
        return VectorPart.newBuilder()
                .setVectorId(vectorId)
                .setResourceKey(SeriesKeys.of(point.getAccount(), point.getRegion(), "vector", vectorId, dimensions))
                .setFeature(feature.name())
                .setValue(value)
                .setRecordId(point.getRecordId())
                .setLine(point.getLine())
                .setArrivedAt(point.getArrivedAt())
                .setTimestamp(point.getTimestamp())
                .setAccount(point.getAccount())
                .setRegion(point.getRegion())
                .setDimensions(dimensions)
                .build();
    }
}
