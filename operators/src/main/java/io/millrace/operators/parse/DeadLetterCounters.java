package io.millrace.operators.parse;

import io.millrace.domain.DeadLetter;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts dead letters by reason as Flink metrics: {@code kinesisanalytics.stage.<stage>.reason.<reason>.deadLetters}.
 * Managed Flink publishes what stands under that first group. One per operator instance.
 */
public final class DeadLetterCounters {
    private final MetricGroup group;
    private final Map<String, Counter> byReason = new HashMap<>();

    /** @param operatorGroup the metric group of the operator's runtime context */
    public DeadLetterCounters(MetricGroup operatorGroup, String stage) {
        this.group = operatorGroup.addGroup("kinesisanalytics").addGroup("stage", stage);
    }

    /** The letter, once it is counted. */
    public DeadLetter counted(DeadLetter letter) {
        count(letter.getReason(), 1);
        return letter;
    }

    public void count(String reason, long letters) {
        byReason.computeIfAbsent(reason, key -> group.addGroup("reason", key).counter("deadLetters"))
                .inc(letters);
    }
}
