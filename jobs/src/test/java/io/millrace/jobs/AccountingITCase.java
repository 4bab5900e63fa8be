package io.millrace.jobs;

import static io.millrace.jobs.ReplayJob.Result.surplus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.millrace.domain.RawRecord;
import io.millrace.domain.contract.DetailType;
import io.millrace.jobs.ends.Ends;
import io.millrace.jobs.ends.Sources;
import io.millrace.operators.parse.MetricStreamParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing disappears (DESIGN §1, promise 3), by id and by count, over simulated, sample and real input. */
class AccountingITCase {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SAMPLES = Path.of("../operators/src/test/resources/samples");
    private static final Path SHARED = Path.of(System.getProperty("millrace.shared", "../../shared"));
    private static final int REAL_SERIES = 17;

    private static LocalCluster cluster;

    @TempDir
    static Path folder;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = LocalCluster.start(2, folder);
    }

    @AfterAll
    static void stopCluster() throws Exception {
        cluster.close();
    }

    @Test
    void everySimulatedRecordIsAccountedFor() throws Exception {
        Path recording = Recordings.write(folder.resolve("simulated"));
        var job = ReplayJob.over(recording, folder.resolve("simulated-output"));

        Read read = run(job, 2);

        assertThat(read.events.size() + read.metrics.size()).isEqualTo((int) Recordings.count(recording));
        assertAccounts(job, read);
        try (var lake = new LakeRows(job.lake())) {
            assertThat(lake.number("select count(*) from decisions where origin = 'part'"))
                    .as("further events of one record")
                    .isEqualTo(3);
            assertThat(lake.number("select sum(\"count\") from scoreboard where outcome in ('repeated', 'late')"))
                    .as("points delivered twice")
                    .isPositive();
        }
    }

    @Test
    void everySampleIsAccountedFor() throws Exception {
        var job = new ReplayJob(SAMPLES, null, folder.resolve("samples-output"));

        Read read = run(job, 2);

        assertThat(read.events.size()).isGreaterThanOrEqualTo(documents(SAMPLES));
        assertAccounts(job, read);
    }

    @Test
    void everyHostileRecordEndsAsAnEventOrADeadLetterAndTheGoodOnesAmongThemAreDecided() throws Exception {
        Path recording = HostileRecording.write(folder.resolve("hostile"));
        var job = new ReplayJob(recording, null, folder.resolve("hostile-output"));

        Read read = run(job, 2);

        assertThat(read.events.size()).isEqualTo(HostileRecording.lines(recording, "events"));
        assertThat(read.metrics.size()).isEqualTo(HostileRecording.lines(recording, "metrics"));
        assertAccounts(job, read);
        try (var lake = new LakeRows(job.lake())) {
            assertThat(lake.column("select distinct stage from dead_letters")).containsExactly("parse");
            assertThat(lake.column("select event_id from decisions where final and origin = 'stream'"))
                    .containsAll(HostileRecording.goodEvents());
            assertThat(lake.number("select count(distinct record_id) from dead_letters where stream = 'events'"))
                    .isGreaterThan(100);
            assertThat(lake.number(
                            "select sum(\"count\") from scoreboard where outcome = 'scored' and stream = 'metrics'"))
                    .isGreaterThanOrEqualTo(HostileRecording.GOOD);
        }
    }

    @Test
    void everyRealSeriesTogetherWithAllSamplesIsAccountedFor() throws Exception {
        Path series = SHARED.resolve("nab/data/realAWSCloudwatch");
        Path samples = SHARED.resolve("samples");
        assumeTrue(Files.isDirectory(series) && Files.isDirectory(samples), "needs " + SHARED);
        var job = new ReplayJob(samples, series, folder.resolve("real-output"));

        // one task writes half as many files, and the years of these series give thousands
        Read read = run(job, 1);

        assertThat(read.events.size()).isGreaterThanOrEqualTo(documents(samples));
        assertAccounts(job, read);
        try (var lake = new LakeRows(job.lake())) {
            assertThat(lake.number("select sum(\"count\") from scoreboard where outcome = 'received'"))
                    .isGreaterThan(rows(series));
            assertThat(lake.number("select count(distinct series_key) from scores"))
                    .isGreaterThanOrEqualTo(REAL_SERIES);
            assertThat(lake.number("select count(*) from anomalies")).isPositive();
        }
    }

    /** Without a restart: any failure fails the run. */
    private static Read run(ReplayJob job, int parallelism) throws Exception {
        Read.LAST.events.clear();
        Read.LAST.metrics.clear();
        Sources watched = new WatchedSources(Ends.sources(job.config()));
        cluster.await(cluster.submit(job.graph(cluster.environment(parallelism, "hashmap", 0), watched)));
        return Read.LAST;
    }

    private static void assertAccounts(ReplayJob job, Read read) throws Exception {
        try (var lake = new LakeRows(job.lake())) {
            assertEventsEndOnce(lake, read);
            assertPointsAddUp(lake, read);
            assertIdsAreUnique(lake);
            assertEntriesAreOnRecordAndInSchema(job, lake);
        }
    }

    private static void assertEventsEndOnce(LakeRows lake, Read read) throws Exception {
        var ends = new ArrayList<String>();
        ends.addAll(lake.column("select record_id from decisions where origin = 'stream' and final"));
        ends.addAll(lake.column("select record_id from dead_letters where line < 0 and stage in ('fold', 'triage')"));
        ends.addAll(lake.column(
                "select record_id from dead_letters where line < 0 and stage = 'parse'" + " and stream = 'events'"));
        assertThat(surplus(ends, read.ids(read.events)))
                .as("ended twice, or never read")
                .isEmpty();
        assertThat(surplus(read.ids(read.events), ends))
                .as("read, without an end")
                .isEmpty();
        assertThat(lake.column(
                        "select reason || message from dead_letters where reason in ('undecided', 'parser-error')"))
                .isEmpty();
        var decided = lake.column("select record_id || ' ' || event_id from decisions where final");
        var events = lake.column("select record_id || ' ' || event_id from events");
        assertThat(surplus(decided, events)).as("decided twice, or no event").isEmpty();
        assertThat(surplus(events, decided))
                .as("events of records and ours, undecided")
                .isEmpty();
    }

    private static void assertPointsAddUp(LakeRows lake, Read read) throws Exception {
        var parser = new MetricStreamParser(Duration.ofHours(2));
        long received = read.metrics.stream()
                .mapToLong(record -> parser.parse(record).received())
                .sum();
        assertThat(lake.number("select coalesce(sum(\"count\"), 0)::bigint from scoreboard where outcome = 'received'"
                        + " and stream <> 'logs'"))
                .isEqualTo(received);
        assertThat(lake.column(
                        "select stream || ' ' || hour_start || ': ' || list(outcome || ' ' || \"count\")::varchar"
                                + " from scoreboard where outcome <> 'tick' group by stream, hour_start"
                                + " having sum(case outcome when 'received' then \"count\" else -\"count\" end) <> 0"))
                .as("hours that do not add up")
                .isEmpty();
    }

    private static void assertIdsAreUnique(LakeRows lake) throws Exception {
        for (var id : Map.of(
                        "decisions", "decision_id",
                        "threads", "change_id",
                        "commands", "command_id || status",
                        "situations", "situation_id",
                        "explanations", "explanation_id",
                        "thread_events", "thread_id || event_id || record_id")
                .entrySet()) {
            assertThat(lake.column("select " + id.getValue() + " from " + id.getKey()))
                    .as(id.getKey())
                    .doesNotHaveDuplicates();
        }
    }

    private static void assertEntriesAreOnRecordAndInSchema(ReplayJob job, LakeRows lake) throws Exception {
        var schemas = schemas();
        var ids = new ArrayList<String>();
        for (String line : job.entries().lines().toList()) {
            JsonNode entry = JSON.readTree(line);
            var type = DetailType.of(entry.path("DetailType").asText()).orElseThrow();
            JsonNode detail = JSON.readTree(entry.path("Detail").asText());
            assertThat(Objects.requireNonNull(schemas.get(type)).validate(detail))
                    .as(line)
                    .isEmpty();
            ids.add(detail.path("id").asText());
        }
        assertThat(ids).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(EntryIds.of(lake));
    }

    private static Map<DetailType, Schema> schemas() throws Exception {
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        var schemas = new EnumMap<DetailType, Schema>(DetailType.class);
        for (DetailType type : DetailType.values()) {
            try (var schema = DetailType.class.getResourceAsStream(type.schemaResource())) {
                schemas.put(type, registry.getSchema(schema));
            }
        }
        return schemas;
    }

    private static int documents(Path samples) throws Exception {
        int count = 0;
        try (Stream<Path> files = Files.list(samples)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .filter(path -> !path.getFileName().toString().startsWith("metric"))
                    .toList()) {
                JsonNode root = JSON.readTree(file.toFile());
                count += root.isArray() ? root.size() : 1;
            }
        }
        return count;
    }

    private static long rows(Path series) throws Exception {
        long rows = 0;
        try (Stream<Path> files = Files.list(series)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".csv")).toList()) {
                rows += Files.readAllLines(file).size() - 1;
            }
        }
        return rows;
    }

    /** The records that the source gave, seen before any stage of ours. */
    private static final class Read {
        static final Read LAST = new Read();

        final ConcurrentLinkedQueue<RawRecord> events = new ConcurrentLinkedQueue<>();
        final ConcurrentLinkedQueue<RawRecord> metrics = new ConcurrentLinkedQueue<>();

        List<String> ids(Iterable<RawRecord> records) {
            var ids = new ArrayList<String>();
            records.forEach(record -> ids.add(record.getRecordId()));
            assertThat(new TreeSet<>(ids)).hasSameSizeAs(ids);
            return ids;
        }
    }

    private record WatchedSources(Sources sources) implements Sources {
        @Override
        public Inputs in(StreamExecutionEnvironment environment) {
            var inputs = sources.in(environment);
            return new Inputs(
                    watched(inputs.metrics(), "metrics"), watched(inputs.events(), "events"), inputs.content());
        }

        private static DataStream<RawRecord> watched(DataStream<RawRecord> records, String stream) {
            boolean events = stream.equals("events");
            return records.filter(record -> (events ? Read.LAST.events : Read.LAST.metrics).add(record))
                    .setParallelism(1)
                    .uid("watch-" + stream)
                    .name("Watch " + stream);
        }
    }
}
