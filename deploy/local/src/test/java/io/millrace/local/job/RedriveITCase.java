package io.millrace.local.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.domain.DeadLetter;
import io.millrace.domain.Decision;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.RawRecord;
import io.millrace.domain.StreamCount;
import io.millrace.domain.ThreadChange;
import io.millrace.local.cli.ExitCodes;
import io.millrace.local.kinesis.StoredRecord;
import io.millrace.local.redrive.LetterLake;
import io.millrace.local.redrive.RedriveCommand;
import io.millrace.local.replay.ReplayRun;
import io.millrace.local.sql.LakeSql;
import io.millrace.local.sql.SqlFormat;
import io.millrace.operators.lake.Lake;
import io.millrace.operators.parse.DeadLetters;
import io.millrace.operators.parse.EventParser;
import io.millrace.operators.parse.EventParserSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole circle: a record dies, what killed it is mended, its letter comes again, once in effect however often. */
class RedriveITCase {
    private static final String ALARM =
            "{\"version\":\"0\",\"id\":\"a1\",\"detail-type\":\"CloudWatch Alarm State Change\",\"source\":\"aws.cloudwatch\","
                    + "\"account\":\"111122223333\",\"time\":\"2026-08-05T10:07:12Z\",\"region\":\"eu-west-1\",\"resources\":"
                    + "[\"arn:aws:cloudwatch:eu-west-1:111122223333:alarm:checkout-api-cpu-high\"],\"detail\":{\"alarmName\":"
                    + "\"checkout-api-cpu-high\",\"state\":{\"value\":\"ALARM\",\"timestamp\":\"2026-08-05T10:07:12.345+0000\"}}}";

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aLetterOfTheLakeIsAcceptedOnceAndFoldedTheSecondTime() throws Exception {
        Path lake = folder.resolve("lake");
        // an earlier build could not read the alarm, nor triage an event that it had read; the third is poison for ever
        LetterLake.write(
                lake,
                List.of(
                        LetterLake.event("1", ALARM, "parser-error"),
                        undecided(ALARM.replace("a1", "a2").replace("cpu-high", "memory-high")),
                        LetterLake.event("3", "not json", "not-json")));
        try (var job = LiveJob.start()) {
            put(job, lake);
            closeTime(job, 1, Duration.ofSeconds(10));
            job.until(() -> ended(job).size() >= 3);
            job.settle();

            assertThat(decisions(job))
                    .extracting(decision -> decision.getAction().name())
                    .containsExactly("ACCEPTED", "ACCEPTED");
            assertThat(job.rows().of(Lake.EVENTS, OpsEvent.class))
                    .filteredOn(event -> event.getEventId().equals("a1"))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.getEventTime()).isEqualTo(Instant.parse("2026-08-05T10:07:12.345Z"));
                        assertThat(event.getAttributes()).containsEntry("firstArrivedAt", LetterLake.FIRST.toString());
                    });

            put(job, lake);
            closeTime(job, 2, Duration.ofSeconds(10));
            job.until(() -> ended(job).size() >= 6);
            job.settle();

            assertThat(decisions(job))
                    .extracting(decision -> decision.getAction().name())
                    .containsExactlyInAnyOrder("ACCEPTED", "ACCEPTED", "FOLDED", "FOLDED");
            assertThat(opened(job)).hasSize(1);
            assertThat(job.rows().of(Lake.DEAD_LETTERS, DeadLetter.class))
                    .hasSize(2)
                    .allSatisfy(letter -> {
                        assertThat(letter.getReason()).isEqualTo("not-json");
                        assertThat(letter.getPayload())
                                .contains("\"position\":\"3\"")
                                .contains("\"not json\"");
                        assertThat(letter.getMessage()).startsWith("Redriven, and dead again: ");
                    });
        }
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPointFromTheFutureDiesInTheJobAndIsScoredOnceItsTimeHasCome() throws Exception {
        Instant arrival = Instant.parse("2026-08-05T10:00:00Z");
        Path input = Files.createDirectories(folder.resolve("in"));
        Files.writeString(
                input.resolve("metrics.ndjson"),
                "{\"arrivedAt\":\"" + arrival + "\",\"data\":"
                        + new ObjectMapper().writeValueAsString(Payloads.cpu("i-1", arrival.plusSeconds(3 * 3600), 50))
                        + "}\n");
        new ReplayRun(input, null, null, folder.resolve("out"), 1).run(progress -> {});
        Path lake = folder.resolve("out/lake");
        assertThat(csv(lake, "select reason, position from dead_letters"))
                .isEqualTo("reason,position\nfuture-timestamp,1\n");

        try (var job = LiveJob.start()) {
            put(job, lake);
            put(job, lake);
            // the hour's counts come when it is over
            closeTime(job, 1, Duration.ofHours(2));
            job.until(() -> counted(job).size() >= 2);
            job.settle();

            assertThat(counted(job)).containsOnly(Map.entry("repeated", 1L), Map.entry("scored", 1L));
            assertThat(job.rows().of(Lake.DEAD_LETTERS, DeadLetter.class)).isEmpty();
        }
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aReplayOfLettersGivesTheIdsThatTheRecordsWouldHaveHad() throws Exception {
        Path lake = folder.resolve("lake");
        LetterLake.write(lake, List.of(LetterLake.event("1", ALARM, "parser-error")));
        Path output = folder.resolve("out");

        assertThat(redrive("--lake", lake.toString(), "--replay", "--output", output.toString()))
                .isEqualTo(ExitCodes.DONE);

        assertThat(csv(output.resolve("lake"), "select event_id, action, arrived_at from decisions_final"))
                .isEqualTo("event_id,action,arrived_at\na1,accepted,2026-08-05T10:07:13.250Z\n");
    }

    /** The letter of an event on which triage threw. */
    private static DeadLetter undecided(String document) {
        var raw = LetterLake.event("2", document, "");
        var event = new EventParser(EventParserSettings.defaults())
                .parse(new RawRecord(
                        raw.getRecordId(),
                        "events",
                        raw.getShard(),
                        "2",
                        LetterLake.FIRST,
                        ByteBuffer.wrap(document.getBytes(UTF_8))))
                .events()
                .get(0);
        return DeadLetters.of(
                event, event.getRecordId(), "events", LetterLake.FIRST, "triage", "undecided", "NullPointerException");
    }

    private static void put(LiveJob job, Path lake) {
        assertThat(redrive(
                        "--lake",
                        lake.toString(),
                        "--put",
                        "--region",
                        "eu-west-1",
                        "--endpoint",
                        job.kinesis().endpoint().toString()))
                .isEqualTo(ExitCodes.DONE);
    }

    private static int redrive(String... options) {
        return new CommandLine(new RedriveCommand())
                .setOut(new PrintWriter(new StringWriter()))
                .execute(options);
    }

    /** Ticks on every shard, so long after the last record. */
    private static void closeTime(LiveJob job, int round, Duration after) throws Exception {
        job.caughtUp();
        Instant tick = Stream.of(LiveJob.EVENTS, LiveJob.METRICS)
                .flatMap(stream -> job.kinesis().records(stream).stream())
                .map(StoredRecord::approximateArrival)
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .plus(after);
        for (int key = 0; key < 16; key++) {
            for (String stream : List.of(LiveJob.EVENTS, LiveJob.METRICS)) {
                job.put(
                        stream,
                        "key-" + key,
                        Payloads.tick(stream + round + key, tick).getBytes(UTF_8),
                        tick);
            }
        }
    }

    /** What became of the points, without what they were before. */
    private static Map<String, Long> counted(LiveJob job) {
        return job.rows().of(Lake.SCOREBOARD, StreamCount.class).stream()
                .filter(count -> !List.of("received", "tick").contains(count.getOutcome()))
                .collect(Collectors.toMap(StreamCount::getOutcome, StreamCount::getCount, Long::sum, TreeMap::new));
    }

    /** What has become of the redriven events. */
    private static List<String> ended(LiveJob job) {
        var ids = new ArrayList<String>();
        decisions(job).forEach(decision -> ids.add(decision.getRecordId()));
        job.rows().of(Lake.DEAD_LETTERS, DeadLetter.class).forEach(letter -> ids.add(letter.getRecordId()));
        return ids;
    }

    private static List<Decision> decisions(LiveJob job) {
        return job.rows().of(Lake.DECISIONS, Decision.class).stream()
                .filter(decision ->
                        decision.getFinal$() && decision.getEventId().matches("a[12]"))
                .toList();
    }

    private static List<String> opened(LiveJob job) {
        return job.rows().of(Lake.THREADS, ThreadChange.class).stream()
                .filter(change -> change.getChange().equals("OPENED"))
                .map(ThreadChange::getThreadId)
                .toList();
    }

    private static String csv(Path lake, String statement) throws Exception {
        var out = new StringWriter();
        try (var sql = LakeSql.open(lake)) {
            sql.query(statement, SqlFormat.CSV.to(new PrintWriter(out)));
        }
        return out.toString();
    }
}
