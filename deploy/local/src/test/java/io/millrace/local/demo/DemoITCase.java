package io.millrace.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.flink.JobMetrics;
import io.millrace.local.sql.LakeSql;
import io.millrace.local.sql.SqlFormat;
import io.millrace.testing.simulation.Estate;
import io.millrace.testing.simulation.Scenarios;
import io.millrace.testing.simulation.Simulation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole system with its real stand-ins, over a few simulated hours that lie in the past. */
class DemoITCase {
    private static final Path HOME = Path.of("..", "..");
    private static final Instant FOREVER = Instant.parse("2100-01-01T00:00:00Z");

    @TempDir
    Path folder;

    @Test
    void closesTheCircleFromMetricToVerifiedCommandAndLeavesALake() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var simulation = Simulation.of(
                Scenarios.demo(),
                Estate.example(1),
                1,
                now.minus(Duration.ofHours(6)),
                now.minus(Duration.ofHours(3)),
                FOREVER);
        var opened = new CountDownLatch(1);
        var executed = new CountDownLatch(1);
        var verified = new CountDownLatch(1);
        String report;

        Path lake;
        long s3;
        try (var run =
                DemoRun.start(HOME, folder.resolve("a demo"), simulation, InstantSource.system(), freePort(), line -> {
                    count(line, "thread  ", opened);
                    count(line, "executor  STARTED", executed);
                    count(line, "verified  ", verified);
                })) {
            lake = run.lake();
            s3 = run.s3Pid();
            assertThat(opened.await(90, TimeUnit.SECONDS)).as("a thread").isTrue();
            assertThat(executed.await(90, TimeUnit.SECONDS))
                    .as("an executed command")
                    .isTrue();
            assertThat(verified.await(90, TimeUnit.SECONDS)).as("a verdict").isTrue();
            awaitAnAnswerThroughTheLoop();
            await(() -> run.reader()
                    .circles()
                    .fixed()
                    .filter(told -> told.contains("report  "))
                    .isPresent());
            await(() -> run.reader().circles().climbed().isPresent());
            report = new DemoReport(run, run.summary().line()).text();
        }

        assertThat(ProcessHandle.of(s3)).as("the S3 stand-in's JVM").isEmpty();
        assertThat(count(lake, "select count(*) as n from threads_current")).isPositive();
        assertThat(count(lake, "select count(*) as n from commands where status = 'granted'"))
                .isPositive();
        assertThat(count(lake, "select count(*) as n from events where kind = 'outcome'"))
                .as("outcomes that came back through the loop")
                .isPositive();
        tellsBothCircles(report);
        assertThat(count(
                        lake,
                        "select count(*) as n from outcomes s join outcomes e using (command_id, execution_id)"
                                + " where s.outcome = 'STARTED' and e.outcome = 'SUCCEEDED'"))
                .as("executions whose end only Systems Manager told")
                .isPositive();
        assertThat(count(
                        lake,
                        "select count(*) as n from outcomes where outcome = 'UNMATCHED' and execution_id in"
                                + " (select execution_id from outcomes where outcome = 'STARTED')"))
                .as("executions of ours that were not recognised")
                .isZero();
        assertThat(Files.readAllLines(folder.resolve("a demo/logs/millrace-executor.ndjson")))
                .anySatisfy(line -> assertThat(line).contains("effect in the simulation: FIXED"))
                .anySatisfy(line -> assertThat(line).contains("effect in the simulation: NONE"));
        assertThat(count(lake, "select count(*) as n from dead_letters")).isZero();
        assertThat(Files.readString(folder.resolve("a demo/bus/operations/commands-to-executor.ndjson")))
                .contains("\"Remediation Requested\"");
    }

    /** In the order in which it happened, with the ids by which one line belongs to the next. */
    private static void tellsBothCircles(String report) {
        String fixed = between(report, "A full circle", "And one that its runbook could not help");
        assertThat(fixed)
                .containsSubsequence(
                        "thread  ", "[thread ", "command  ", "verified  ", "FIXED: ", "resolved  ", "report  ")
                .containsPattern("executor  +STARTED \\[execution [0-9a-f-]{36}]")
                .containsPattern("ssm  +automation Millrace-\\w+ is Success \\[execution [0-9a-f-]{36}]");
        String climbed = between(report, "And one that its runbook could not help", "Where it is");
        assertThat(climbed)
                .containsSubsequence(
                        "command  ",
                        "rung 1 of high-cpu",
                        "verified  ",
                        "NOT_FIXED: the condition still holds",
                        "command  ",
                        "rung 2 of high-cpu",
                        "verified  ",
                        "NOT_FIXED: the condition still holds",
                        "person  ",
                        "high-cpu is exhausted");
    }

    private static String between(String text, String from, String to) {
        assertThat(text).contains(from).contains(to);
        return text.substring(text.indexOf(from), text.indexOf(to));
    }

    private static void await(BooleanSupplier what) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(240);
        while (!what.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        assertThat(what.getAsBoolean()).isTrue();
    }

    /** The executor has answered on the bus; the job is yet to read the answer from the events stream. */
    private static void awaitAnAnswerThroughTheLoop() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (JobMetrics.outcome("triage", "control") == 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static void count(String line, String what, CountDownLatch latch) {
        if (line.contains(what)) {
            latch.countDown();
        }
    }

    private static long count(Path lake, String sql) throws Exception {
        var output = new StringWriter();
        try (var duck = LakeSql.open(lake)) {
            duck.query(sql, SqlFormat.CSV.to(new PrintWriter(output)));
        }
        return Long.parseLong(output.toString().lines().skip(1).findFirst().orElseThrow());
    }

    private static int freePort() throws Exception {
        try (var any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }
}
