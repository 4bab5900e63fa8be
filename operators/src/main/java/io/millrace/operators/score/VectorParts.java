package io.millrace.operators.score;

import io.millrace.domain.Dimension;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.VectorPart;
import io.millrace.operators.parse.SeriesKeys;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.scoring.FeatureOf;
import io.millrace.runbooks.scoring.ScoringRules;
import io.millrace.runbooks.scoring.VectorFeature;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * The parts that points have in vectors of their resources. A point in an excluded window, or without a finite value, has
 * none: its minute then lacks that part.
 */
public final class VectorParts extends RichFlatMapFunction<MetricDatum, VectorPart> {
    private static final long serialVersionUID = 1L;

    private final ContentBundle bundle;

    private transient ScoringRules rules;

    public VectorParts(ContentBundle bundle) {
        this.bundle = bundle;
    }

    @Override
    public void open(OpenContext context) {
        rules = bundle.compile().scoring();
    }

    @Override
    public void flatMap(MetricDatum point, Collector<VectorPart> out) {
        List<FeatureOf> features = rules.featuresOf(point);
        if (features.isEmpty() || rules.excludes(point)) {
            return;
        }
        for (FeatureOf feature : features) {
            double value = value(point, feature.feature());
            if (Double.isFinite(value)) {
                feature.vector()
                        .resourceOf(point)
                        .ifPresent(dimensions -> out.collect(part(point, feature, value, dimensions)));
            }
        }
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
