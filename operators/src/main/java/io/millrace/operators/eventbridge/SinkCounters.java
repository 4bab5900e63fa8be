package io.millrace.operators.eventbridge;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/** Counts entries by what became of them. Written from the client's threads. */
final class SinkCounters {
    private final Counter taken;
    private final Counter retried;
    private final Counter refused;

    /** Managed Flink publishes custom metrics of the group {@code kinesisanalytics} only. */
    SinkCounters(MetricGroup metrics) {
        var group = metrics.addGroup("kinesisanalytics");
        this.taken = group.counter("entriesTaken", new ThreadSafeSimpleCounter());
        this.retried = group.counter("entriesRetried", new ThreadSafeSimpleCounter());
        this.refused = group.counter("entriesRefused", new ThreadSafeSimpleCounter());
    }

    void taken(int entries) {
        taken.inc(entries);
    }

    void retried(int entries) {
        retried.inc(entries);
    }

    void refused() {
        refused.inc();
    }
}
