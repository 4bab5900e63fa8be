package io.millrace.operators.stage;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts what became of records as Flink metrics: {@code kinesisanalytics.stage.<stage>.outcome.<outcome>.records}.
 * Managed Flink publishes what stands under that first group. One per operator instance.
 */
final class OutcomeCounters {
    private final MetricGroup group;
    private final Map<Enum<?>, Counter> byOutcome = new HashMap<>();

    OutcomeCounters(MetricGroup operatorGroup, String stage) {
        this.group = operatorGroup.addGroup("kinesisanalytics").addGroup("stage", stage);
    }

    void count(Enum<?> outcome) {
        byOutcome
                .computeIfAbsent(
                        outcome, key -> group.addGroup("outcome", key.name().toLowerCase(Locale.ROOT))
                                .counter("records"))
                .inc();
    }
}
