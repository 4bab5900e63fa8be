package io.millrace.local.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.domain.Page;
import io.millrace.domain.PageDecision;
import io.millrace.domain.StreamCount;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadStatus;
import io.millrace.operators.lake.Lake;
import io.millrace.operators.lake.LakeSink;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LakeSqlTest {
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
                                thread("t1", 1, ThreadStatus.OPEN),
                                thread("t1", 2, ThreadStatus.RESOLVED),
                                thread("t2", 1, ThreadStatus.OPEN)),
                        new AvroTypeInfo<>(ThreadChange.class))
                .sinkTo(LakeSink.of(Lake.THREADS, root));
        environment
                .fromData(
                        List.of(
                                page("t1", PageDecision.PAGED),
                                page("t2", PageDecision.WITHHELD),
                                page("t2", PageDecision.PAGED)),
                        new AvroTypeInfo<>(Page.class))
                .sinkTo(LakeSink.of(Lake.PAGES, root));
        environment
                .fromData(
                        List.of(
                                new StreamCount("metrics", Instant.parse("2026-08-05T09:00:00Z"), "scored", 2L),
                                new StreamCount("metrics", Instant.parse("2026-08-05T09:00:00Z"), "scored", 3L),
                                new StreamCount("metrics", Instant.parse("2026-08-06T00:00:00Z"), "late", 1L)),
                        new AvroTypeInfo<>(StreamCount.class))
                .sinkTo(LakeSink.of(Lake.SCOREBOARD, root));
        environment.execute();
    }

    @Test
    void partitionsAreColumns() throws Exception {
        assertThat(csv("select dt, hour, sum(\"count\") as points from scoreboard group by all order by all"))
                .isEqualTo("dt,hour,points\n2026-08-05,9,5\n2026-08-06,0,1\n");
        assertThat(csv("select count(*) as rows from scoreboard where dt = '2026-08-06' and hour = 0"))
                .isEqualTo("rows\n1\n");
    }

    @Test
    void viewsHideChangelogsAndSumDeltas() throws Exception {
        assertThat(csv("select thread_id, version, status from threads_current order by thread_id"))
                .isEqualTo("thread_id,version,status\nt1,2,resolved\nt2,1,open\n");
        assertThat(csv("select thread_id from threads_open")).isEqualTo("thread_id\nt2\n");
        assertThat(csv("select \"count\" from scoreboard_hourly where outcome = 'scored'"))
                .isEqualTo("count\n5\n");
    }

    @Test
    void aProviderSeesItsTenantsSideBySide() throws Exception {
        assertThat(csv("select * from tenants order by tenant"))
                .isEqualTo("tenant,threads,open_threads,grave,pages\n,1,1,1,1\nacme,1,0,1,1\n");
    }

    @Test
    void aTableWithoutRowsIsEmptyNotMissing() throws Exception {
        for (var table : Lake.tables()) {
            assertThat(csv("select count(*) as n from " + table.name())).startsWith("n\n");
        }
        assertThat(csv("select record_id, stage, dt, hour from dead_letters")).isEqualTo("record_id,stage,dt,hour\n");
        assertThat(csv("select count(*) as n from decisions_final")).isEqualTo("n\n0\n");
    }

    @Test
    void jsonKeepsTypesAndNesting() throws Exception {
        var rows = json(
                "select thread_id, severity, arrived_at, resources, situations, resolved_at, true as yes, 0.5 as half,"
                        + " members from threads where thread_id = 't2'");

        assertThat(rows)
                .hasToString("[{\"thread_id\":\"t2\",\"severity\":4,\"arrived_at\":\"2026-08-05T10:07:12.345Z\","
                        + "\"resources\":[\"r1\",\"r,2\"],\"situations\":[],\"resolved_at\":null,\"yes\":true,\"half\":0.5,"
                        + "\"members\":[]}]");
        assertThat(json("select map {'b': 2, 'a': 1} as m, {'b': [1, 2]} as s, 1 as x, 2 as x"))
                .hasToString("[{\"m\":{\"a\":1,\"b\":2},\"s\":{\"b\":[1,2]},\"x\":1,\"x_2\":2}]");
        assertThat(json("select 1 where false")).hasToString("[]");
    }

    @Test
    void csvQuotesWhatNeedsIt() throws Exception {
        assertThat(csv("select resources, 'a\"b' as q, null as nothing from threads where thread_id = 't2'"))
                .isEqualTo("resources,q,nothing\n\"[\"\"r1\"\",\"\"r,2\"\"]\",\"a\"\"b\",\n");
    }

    @Test
    void aTableForPeopleIsAligned() throws Exception {
        assertThat(run(SqlFormat.TABLE, "select thread_id, version from threads_current order by 1"))
                .isEqualToNormalizingNewlines(
                        """
                        thread_id  version
                        ---------  -------
                        t1               2
                        t2               1
                        2 rows
                        """);
    }

    @Test
    void wrongSqlIsToldInDuckDbsWordsWithTheTablesThatThereAre() {
        assertThatThrownBy(() -> csv("select * from thread"))
                .isInstanceOf(LakeSqlException.class)
                .hasMessageContaining("thread")
                .hasMessageContaining("threads_current");
        assertThatThrownBy(() -> csv("selec 1")).hasMessageContaining("selec");
    }

    @Test
    void whatIsNoLakeIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> LakeSql.open(folder.resolve("nowhere"))).hasMessageContaining("nowhere");
        assertThatThrownBy(() -> LakeSql.open(folder))
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("events/");
    }

    @Test
    void theCommandPrintsTheAnswerInTheFormatAskedFor() {
        var output = new StringWriter();
        var command = new CommandLine(new SqlCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(output));

        var exit = command.execute("--lake", lake.toString(), "--format", "csv", "select 1 as one");

        assertThat(exit).isZero();
        assertThat(output).hasToString("one\n1\n");
    }

    private static ThreadChange thread(String id, int version, ThreadStatus status) {
        return ThreadChange.newBuilder()
                .setChangeId(id + version)
                .setThreadId(id)
                .setVersion(version)
                .setChange("UPDATED")
                .setStatus(status)
                .setReason("")
                .setScope("checkout")
                .setTitle("CPU")
                .setSeverity(4)
                .setPriority(2)
                .setService("checkout")
                .setOwner("team-checkout")
                .setAccount("111122223333")
                .setRegion("eu-west-1")
                .setOpenedAt(NOW)
                .setLastEventAt(NOW)
                .setEventCount(1)
                .setResources(List.of("r1", "r,2"))
                .setSituations(List.of())
                .setMembers(List.of())
                .setContentVersion("1")
                .setTenant(id.equals("t1") ? "acme" : "")
                .setArrivedAt(NOW)
                .build();
    }

    private static Page page(String threadId, PageDecision decision) {
        return Page.newBuilder()
                .setPageId(threadId + decision)
                .setThreadId(threadId)
                .setVersion(1)
                .setDecision(decision)
                .setReason("urgent")
                .setTitle("CPU")
                .setSeverity(4)
                .setPriority(2)
                .setService("checkout")
                .setOwner("team-checkout")
                .setScope("checkout")
                .setArrivedAt(NOW)
                .build();
    }

    private static String csv(String sql) throws LakeSqlException {
        return run(SqlFormat.CSV, sql);
    }

    private static JsonNode json(String sql) throws Exception {
        return new ObjectMapper().readTree(run(SqlFormat.JSON, sql));
    }

    private static String run(SqlFormat format, String sql) throws LakeSqlException {
        var output = new StringWriter();
        try (var duck = LakeSql.open(lake)) {
            duck.query(sql, format.to(new PrintWriter(output)));
        }
        return output.toString();
    }
}
