package io.millrace.local.bench;

import io.millrace.local.cli.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Has JMH measure parts one by one; what JMH says of it goes into a log. */
final class PartsRun {
    private final Effort effort;
    private final Path log;
    private final Progress progress;

    PartsRun(Effort effort, Path log, Progress progress) {
        this.effort = effort;
        this.log = log;
        this.progress = progress;
    }

    /** Processor time for one operation of each benchmark method; those with a record as "name RECORD". */
    Map<String, Measured> measure(Class<?> parts, List<String> methods) throws RunnerException {
        var measured = new LinkedHashMap<String, Measured>();
        for (String method : methods) {
            progress.at("measuring " + parts.getSimpleName() + "." + method);
            for (RunResult result : run(parts, method)) {
                String record = result.getParams().getParam("record");
                measured.put(record == null ? method : method + " " + record, Measured.of(processorTimes(result)));
            }
        }
        return measured;
    }

    private Iterable<RunResult> run(Class<?> parts, String method) throws RunnerException {
        var iteration = TimeValue.milliseconds(effort.iteration().toMillis());
        var options = new OptionsBuilder()
                .include("^" + parts.getName().replace(".", "\\.") + "\\." + method + "$")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(0)
                .threads(1)
                .warmupIterations(effort.warmUps())
                .warmupTime(iteration)
                .measurementIterations(effort.iterations())
                .measurementTime(iteration)
                .addProfiler(CpuTime.class)
                .shouldFailOnError(true)
                .output(log.resolveSibling(parts.getSimpleName() + "-" + method + ".log")
                        .toString())
                .build();
        return new Runner(options).run();
    }

    private static List<Double> processorTimes(RunResult result) {
        var times = new ArrayList<Double>();
        for (var benchmark : result.getBenchmarkResults()) {
            for (IterationResult iteration : benchmark.getIterationResults()) {
                iteration.getSecondaryResults().forEach((name, time) -> {
                    if (name.endsWith(CpuTime.RESULT)) {
                        times.add(time.getScore());
                    }
                });
            }
        }
        return times;
    }
}
