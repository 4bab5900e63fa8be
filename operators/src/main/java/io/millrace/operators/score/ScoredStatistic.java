package io.millrace.operators.score;

import io.millrace.domain.MetricDatum;
import java.util.Set;

/**
 * Which statistic of a point is scored: the sum of metrics that send one sample per occurrence (their average
 * is always 1; see "Statistics" of the services' CloudWatch metric lists), the average of all others.
 */
final class ScoredStatistic {
    private static final Set<String> COUNTED = Set.of(
            "RequestCount",
            "Invocations",
            "Errors",
            "Throttles",
            "NumberOfMessagesSent",
            "NumberOfMessagesReceived",
            "NumberOfMessagesDeleted",
            "NumberOfMessagesPublished",
            "NumberOfNotificationsFailed",
            "IncomingBytes",
            "IncomingRecords",
            "Count",
            "4XXError",
            "5XXError",
            "4xxErrors",
            "5xxErrors");

    private ScoredStatistic() {}

    static double of(MetricDatum datum) {
        return isCounted(datum.getMetricName()) ? datum.getSum() : datum.getSum() / datum.getCount();
    }

    /** {@link #of}, or an error: a point without a finite value would count as a usual one and end an anomaly. */
    static double finite(MetricDatum datum) {
        double value = of(datum);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("The " + nameFor(datum) + " of " + datum.getMetricName()
                    + " is not a finite number: sum " + datum.getSum() + " over " + datum.getCount() + " samples");
        }
        return value;
    }

    /** The CloudWatch name of the statistic that {@link #of} takes, as conditions write it. */
    static String nameFor(MetricDatum datum) {
        return isCounted(datum.getMetricName()) ? "sum" : "average";
    }

    private static boolean isCounted(String metricName) {
        return COUNTED.contains(metricName) || metricName.startsWith("HTTPCode_");
    }
}
