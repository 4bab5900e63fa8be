package io.millrace.local.flink;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.jspecify.annotations.Nullable;

/**
 * Flink's own metrics of the jobs in this process, readable while they run. Registered as a metric reporter;
 * sums counters over subtasks. One registry per process, as Flink makes the reporter itself.
 */
public final class JobMetrics implements MetricReporter {
    /** By name, then the operator of each: a job has thousands of metrics, and a feeder asks for some with every record. */
    private static final Map<String, Map<Metric, String>> METRICS = new ConcurrentHashMap<>();

    /** What Flink instantiates; named in {@code metrics.reporter.millrace.factory.class}. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new JobMetrics();
        }
    }

    @Override
    public void open(MetricConfig config) {
        METRICS.clear();
    }

    /** What was counted stays readable after the cluster has closed. */
    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        var variables = group.getAllVariables();
        // A task counts again what its operators count, and may bear the name of one.
        String operator = variables.getOrDefault("<operator_name>", "");
        String path = String.join(".", group.getScopeComponents());
        int custom = path.indexOf("kinesisanalytics.");
        METRICS.computeIfAbsent(
                        custom < 0 ? name : path.substring(custom) + "." + name, key -> new ConcurrentHashMap<>())
                .put(metric, operator);
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        // A task that has ended has still counted: its counters stay until the cluster closes.
        if (!(metric instanceof Counter)) {
            METRICS.values().forEach(named -> named.remove(metric));
        }
    }

    /** Sum over subtasks of a counter of an operator. */
    public static long sum(String operator, String counter) {
        return named(counter)
                .filter(entry -> entry.getValue().equals(operator))
                .mapToLong(JobMetrics::count)
                .sum();
    }

    /** Sum over operators and subtasks of a counter of ours, by its path from {@code kinesisanalytics} on. */
    public static long sum(String counter) {
        return named(counter).mapToLong(JobMetrics::count).sum();
    }

    /** What became of records in a stage: {@code outcome("triage", "discharged")}. */
    public static long outcome(String stage, String outcome) {
        return sum("kinesisanalytics.stage." + stage + ".outcome." + outcome + ".records");
    }

    /** A number that Flink's job manager shows, as those of checkpoints; the largest where several jobs ran, 0 when there is none. */
    public static long gauge(String name) {
        return named(name)
                .map(JobMetrics::value)
                .filter(Number.class::isInstance)
                .mapToLong(value -> ((Number) value).longValue())
                .max()
                .orElse(0);
    }

    /**
     * The smallest watermark that an operator's subtasks have passed on, epoch milliseconds; the smallest long when there is none. Not the one
     * that came in: for an operator with two inputs that is the smaller one, and an idle input (content) has none.
     */
    public static long watermark(String operator) {
        return named("currentOutputWatermark")
                .filter(entry -> entry.getValue().equals(operator))
                .map(JobMetrics::value)
                .filter(Long.class::isInstance)
                .mapToLong(Long.class::cast)
                .min()
                .orElse(Long.MIN_VALUE);
    }

    private static Stream<Map.Entry<Metric, String>> named(String name) {
        return METRICS.getOrDefault(name, Map.of()).entrySet().stream();
    }

    private static long count(Map.Entry<Metric, String> entry) {
        return entry.getKey() instanceof Counter count ? count.getCount() : 0;
    }

    private static @Nullable Object value(Map.Entry<Metric, String> entry) {
        return entry.getKey() instanceof Gauge<?> gauge ? gauge.getValue() : null;
    }
}
