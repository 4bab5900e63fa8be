package io.millrace.local.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.IncidentReport;
import io.millrace.domain.Outcome;
import io.millrace.operators.lake.Lake;
import io.millrace.operators.lake.LakeSink;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose work it was, over a lake as the job writes it. */
class FlywheelViewsTest {
    private static final Instant NOW = Instant.parse("2026-08-05T10:07:12.345Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path lake;

    @BeforeAll
    static void aLakeAsTheJobWritesIt() throws Exception {
        var environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        environment.setRuntimeMode(RuntimeExecutionMode.BATCH);
        var root = new org.apache.flink.core.fs.Path(lake.toUri());
        environment
                .fromData(
                        List.of(
                                report("t1", "disk", "MANUAL", 1_200L, 1),
                                report("t2", "disk", "MANUAL", 1_800L, 2),
                                report("t3", "cpu", "MANUAL", 2_400L, 1),
                                report("t4", "vpn", "MANUAL", null, 0),
                                report("t5", "disk", "REMEDIATED", 600L, 1),
                                report("t6", "cpu", "ALONE", 60L, 0),
                                report("t7", "disk", "MANUAL", 9_000L, 1, "MERGED")),
                        new AvroTypeInfo<>(IncidentReport.class))
                .sinkTo(LakeSink.of(Lake.INCIDENT_REPORTS, root));
        environment
                .fromData(
                        List.of(
                                command("a", "restart", "shadow"),
                                command("b", "restart", "shadow"),
                                command("c", "restart", "shadow"),
                                command("d", "scale", "shadow"),
                                command("e", "scale", "live")),
                        new AvroTypeInfo<>(Command.class))
                .sinkTo(LakeSink.of(Lake.COMMANDS, root));
        environment
                .fromData(
                        List.of(
                                outcome("a", "WOULD_HAVE_HELPED"),
                                outcome("a", "UNVERIFIABLE"),
                                outcome("b", "PERSON_DID_OTHER"),
                                outcome("c", "HEALED_ALONE"),
                                outcome("d", "UNKNOWN"),
                                outcome("e", "FIXED")),
                        new AvroTypeInfo<>(Outcome.class))
                .sinkTo(LakeSink.of(Lake.OUTCOMES, root));
        environment.execute();
    }

    @Test
    void manualWorkIsRankedByItsToil() throws Exception {
        assertThat(csv("select place, title, times, toil_minutes, pages, last_at is not null as at"
                        + " from flywheel order by place"))
                .isEqualTo("place,title,times,toil_minutes,pages,at\n"
                        + "1,vpn of t4,1,1440.0,0,true\n"
                        + "2,disk of t2,2,50.0,3,true\n"
                        + "3,cpu of t3,1,40.0,1,true\n");
    }

    @Test
    void noiseIsMeasuredByWhatBecameOfIt() throws Exception {
        assertThat(csv("select measure, number from noise where number > 0 order by place"))
                .isEqualTo("measure,number\nthreads closed,6\nremediated,1\nover by themselves,1\nleft to people,4\n");
    }

    @Test
    void shadowsAreRankedByHowTheyWouldHaveDone() throws Exception {
        assertThat(csv(
                        "select runbook, shown, would_have_helped, person_did_other, healed_alone, \"unknown\", helped_share"
                                + " from shadows order by runbook"))
                .isEqualTo("runbook,shown,would_have_helped,person_did_other,healed_alone,unknown,helped_share\n"
                        + "restart,3,1,1,1,0,0.5\n"
                        + "scale,1,0,0,0,1,\n");
    }

    private static IncidentReport report(String thread, String kind, String effort, @Nullable Long seconds, int pages) {
        return report(thread, kind, effort, seconds, pages, seconds == null ? "STALE" : "RESOLVED");
    }

    private static IncidentReport report(
            String thread, String kind, String effort, @Nullable Long seconds, int pages, String ending) {
        return IncidentReport.newBuilder()
                .setReportId("r" + thread)
                .setThreadId(thread)
                .setTitle(kind + " of " + thread)
                .setScope("shop")
                .setService("checkout")
                .setOwner("team")
                .setAccount("111122223333")
                .setRegion("eu-west-1")
                .setSeverity(4)
                .setPriority(2)
                .setEnding(ending)
                .setTold(true)
                .setOpenedAt(NOW)
                .setClosedAt(NOW.plusSeconds(thread.charAt(1)))
                .setSecondsToResolve(seconds)
                .setEventCount(1)
                .setPages(pages)
                .setEffort(effort)
                .setManualBecause("NO_RUNBOOK")
                .setSignature(kind)
                .setArrivedAt(NOW)
                .build();
    }

    private static Command command(String id, String runbook, String mode) {
        return Command.newBuilder()
                .setCommandId(id)
                .setStatus(CommandStatus.GRANTED)
                .setReason("")
                .setThreadId("t1")
                .setScope("shop")
                .setService("checkout")
                .setRunbook(runbook)
                .setRunbookVersion("1")
                .setRung(0)
                .setStep("first")
                .setAction("Millrace-RestartService")
                .setTarget("arn:aws:ec2:eu-west-1:111122223333:instance/i-0c2f5e7a91d34b680")
                .setAccount("111122223333")
                .setRegion("eu-west-1")
                .setParameters(Map.of())
                .setConditionId("c")
                .setIdentity("i")
                .setOpeningCondition("o")
                .setAttempt(1)
                .setTier(1)
                .setMode(mode)
                .setCooldownSeconds(1)
                .setExpiresAfterSeconds(1)
                .setAdvice("")
                .setEvidence(List.of())
                .setContentVersion("1")
                .setEventTime(NOW)
                .setArrivedAt(NOW)
                .build();
    }

    private static Outcome outcome(String command, String word) {
        return new Outcome(word + command, command, "t1", "", word, "", NOW, NOW);
    }

    private static String csv(String sql) throws LakeSqlException {
        var output = new StringWriter();
        try (var duck = LakeSql.open(lake)) {
            duck.query(sql, SqlFormat.CSV.to(new PrintWriter(output)));
        }
        return output.toString();
    }
}
