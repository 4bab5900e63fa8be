package io.millrace.local.bench;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Processor time for one operation. Unlike wall time it can be compared on a machine with other work to do, and
 * between one thread and a pipeline of many. Loaded by JMH.
 */
public final class CpuTime implements InternalProfiler {
    static final String RESULT = "processor";

    private final ProcessorTime processor = new ProcessorTime();
    private long before;

    @Override
    public String getDescription() {
        return "Processor time of the process for one operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = processor.nanos();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double each = (processor.nanos() - before)
                / (double) Math.max(1, result.getMetadata().getAllOps());
        return List.of(new ScalarResult(RESULT, each, "ns/op", AggregationPolicy.AVG));
    }
}
