package io.millrace.operators.score;

import io.millrace.domain.Dimension;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.VectorPart;
import io.millrace.operators.parse.SeriesKeys;
import io.millrace.runbooks.scoring.FeatureOf;
import io.millrace.runbooks.scoring.ScoringRules;
import io.millrace.runbooks.scoring.VectorFeature;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts that a point has in vectors of its resource. A point in an excluded window, or without a finite value, has
 * none: its minute then lacks that part. Pure.
 */
final class VectorParts {
    private VectorParts() {}

    static List<VectorPart> of(MetricDatum point, ScoringRules rules) {
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
