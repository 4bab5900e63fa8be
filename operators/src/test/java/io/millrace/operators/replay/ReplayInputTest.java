package io.millrace.operators.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayInputTest {
    private final Path input;
    private final Path temporary;

    ReplayInputTest(@TempDir Path folder) {
        this.input = folder.resolve("input");
        this.temporary = folder.resolve("temporary");
    }

    @BeforeEach
    void folders() throws IOException {
        Files.createDirectories(input);
        Files.createDirectories(temporary);
    }

    @Test
    void mergesFilesByArrivalAndBreaksTiesByStreamFileAndLine() throws IOException {
        write("metrics.ndjson", wrapped("2026-08-05T10:00:01Z", "m1"), wrapped("2026-08-05T10:00:05Z", "m2"));
        write("events-b.ndjson", wrapped("2026-08-05T10:00:01Z", "b1"), wrapped("2026-08-05T10:00:01Z", "b2"));
        write("events-a.ndjson", wrapped("2026-08-05T10:00:00Z", "a1"), wrapped("2026-08-05T10:00:01Z", "a2"));

        assertThat(payloads()).containsExactly("a1", "a2", "b1", "b2", "m1", "m2");
        assertThat(lines())
                .extracting(line -> line.stream)
                .containsExactly("events", "events", "events", "events", "metrics", "metrics");
    }

    @Test
    void unwrapsTextAndBase64ButLeavesAnEnvelopeAlone() throws IOException {
        write(
                "events.ndjson",
                "{\"arrivedAt\":\"2026-08-05T10:00:00Z\",\"data\":\"{\\\"a\\\":\\\"é\\\"}\"}",
                "{\"arrivedAt\":\"2026-08-05T10:00:01Z\",\"dataBase64\":\"/wA=\"}",
                "{\"time\":\"2026-08-05T10:00:02Z\",\"data\":\"mine\",\"arrivedAt\":\"x\"}");

        var lines = lines();
        assertThat(text(lines.get(0))).isEqualTo("{\"a\":\"é\"}");
        assertThat(lines.get(1).data).containsExactly(0xff, 0x00);
        assertThat(text(lines.get(2))).contains("mine").contains("arrivedAt");
    }

    @Test
    void eachSourceArrivesAsLateAsItIsKnownToDeliver() throws IOException {
        write("metrics.ndjson", "{\"metric_name\":\"m\",\"timestamp\":1785924000000}");
        write(
                "events.ndjson",
                "{\"detail\":{\"a\":{\"eventTime\":\"no\"},\"eventTime\":\"2026-08-05T10:00:00Z\"},"
                        + "\"time\":\"2026-08-05T10:01:00Z\",\"detail-type\":\"AWS API Call via CloudTrail\"}",
                "{\"detail-type\":\"CloudWatch Alarm State Change\",\"time\":\"2026-08-05T12:00:00+02:00\"}");

        assertThat(lines())
                .extracting(line -> Instant.ofEpochMilli(line.arrivedAt).toString())
                .containsExactlyInAnyOrder("2026-08-05T10:02:30Z", "2026-08-05T10:10:00Z", "2026-08-05T10:00:00Z");
    }

    @Test
    void whatBearsNoTimeArrivesWithTheLineBeforeIt() throws IOException {
        write("events.ndjson", "first", time("2026-08-05T10:00:00Z"), "not json", "{\"time\":\"soon\"}", "[1]");

        var lines = lines();
        assertThat(lines).hasSize(5);
        assertThat(lines)
                .extracting(line -> Instant.ofEpochMilli(line.arrivedAt).toString())
                .containsOnly("2026-08-05T10:00:00Z");
        assertThat(lines).extracting(line -> line.number).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aFileWithoutAnyTimeArrivesWithTheEarliestOfTheOthers() throws IOException {
        write("events-1.ndjson", "nothing");
        write("events-2.ndjson", time("2026-08-05T10:00:00Z"));

        assertThat(lines())
                .extracting(line -> Instant.ofEpochMilli(line.arrivedAt).toString())
                .containsOnly("2026-08-05T10:00:00Z");
    }

    @Test
    void anUnsortedFileIsSortedThroughSpilledRunsWhichAreGoneAfterwards() throws IOException {
        var seconds = new ArrayList<Long>();
        for (long i = 0; i < 5_000; i++) {
            seconds.add(i / 2);
        }
        Collections.shuffle(seconds, new Random(7));
        write(
                "events.ndjson",
                seconds.stream()
                        .map(second -> time(
                                Instant.ofEpochSecond(1_785_924_000 + second).toString()))
                        .toArray(String[]::new));

        var lines = new ArrayList<ReplayLine>();
        try (var replay = ReplayInput.open(ReplayFolder.files(input), temporary, 10_000)) {
            for (var line = replay.next(); line != null; line = replay.next()) {
                lines.add(line);
            }
        }

        assertThat(lines).hasSize(5_000).isSorted();
        assertThat(lines).extracting(line -> line.number).doesNotHaveDuplicates();
        assertThat(scratchFiles()).isEmpty();
    }

    @Test
    void sortingGoesThroughTheDiskNotThroughMemory() throws IOException {
        write("events.ndjson", time("2026-08-05T10:00:01Z"), time("2026-08-05T10:00:00Z"));
        var lines = new DatedLines(ReplayFolder.files(input).get(0), 0);

        assertThatThrownBy(() -> new SortedRuns(temporary.resolve("gone"), 1).sort(lines))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void readsGzipKeepsBytesThatAreNotUtf8AndSkipsEmptyLines() throws IOException {
        try (var gzip = new GZIPOutputStream(Files.newOutputStream(input.resolve("events.ndjson.gz")))) {
            gzip.write(new byte[] {'a', (byte) 0xff, '\r', '\n', '\n', 'b'});
        }

        var lines = lines();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).data).containsExactly('a', 0xff);
        assertThat(lines.get(1).data).containsExactly('b');
        assertThat(lines.get(1).number).isEqualTo(3);
    }

    @Test
    void aRecordingIgnoresTheOtherFilesOfItsFolder() throws IOException {
        write("events.ndjson", time("2026-08-05T10:00:00Z"));
        Files.writeString(input.resolve("truth.json"), "{}");

        assertThat(lines()).hasSize(1);
    }

    @Test
    void aSampleIsOnePayloadAndAnArrayIsOnePerElement() throws IOException {
        Files.writeString(input.resolve("one.json"), "{\n  \"time\": \"2026-08-05T10:00:00Z\"\n}");
        Files.writeString(
                input.resolve("two.json"),
                "[{\"time\":\"2026-08-05T10:00:01Z\"},{\"time\":\"2026-08-05T10:00:02Z\",\"n\":1.10}]");
        Files.writeString(input.resolve("broken.json"), "{\"time\":");
        Files.writeString(input.resolve("metric-stream.ndjson"), "{\"timestamp\":1785924000000}\n");

        assertThat(lines())
                .extracting(line -> line.file + ":" + line.number)
                .containsExactlyInAnyOrder(
                        "broken.json:1", "one.json:1", "two.json:1", "two.json:2", "metric-stream.ndjson:1");
        assertThat(payloads()).contains("{\"time\":\"2026-08-05T10:00:02Z\",\"n\":1.10}");
    }

    @Test
    void aPrettyPrintedMetricsSampleBecomesOneLine() throws IOException {
        Files.writeString(input.resolve("metric-stream-otel.json"), "{\n  \"resourceMetrics\": [\n    1.10\n  ]\n}\n");

        assertThat(payloads()).containsExactly("{\"resourceMetrics\":[1.10]}");
    }

    @Test
    void aDeliveryOfFirehoseArrivesWhenItSaysAndAnOpenTelemetryRequestLikeTheJsonOfItsNewestPoint() throws IOException {
        Files.writeString(
                input.resolve("metric-firehose.json"),
                "{\"requestId\":\"r\",\"timestamp\":1785924420000,\"records\":[{\"data\":\"\"}]}");
        Files.writeString(
                input.resolve("metric-otel.json"),
                "{\"resourceMetrics\":[{\"a\":[{\"startTimeUnixNano\":\"1785924000000000000\"},"
                        + "{\"startTimeUnixNano\":1785924060000000000}, {\"startTimeUnixNano\":\"x\"}]}]}");

        assertThat(lines()).extracting(line -> line.arrivedAt).containsExactly(1785924210000L, 1785924420000L);
    }

    @Test
    void aTimestampBeyondEveryCalendarDatesNothing() throws IOException {
        Files.writeString(
                input.resolve("metrics.ndjson"),
                "{\"timestamp\":1785924000000}\n{\"timestamp\":" + Long.MAX_VALUE + "}\n{\"timestamp\":-1}\n");

        assertThat(lines()).extracting(line -> line.arrivedAt).containsOnly(1785924150000L);
    }

    @Test
    void positionsGiveTheSameIdsInEachReplay() throws IOException {
        write("events.ndjson", time("2026-08-05T10:00:00Z"), time("2026-08-05T10:00:01Z"));

        var first = lines().stream().map(line -> line.record().getRecordId()).collect(Collectors.toList());
        var second = lines().stream().map(line -> line.record().getRecordId()).collect(Collectors.toList());

        assertThat(first).isEqualTo(second).doesNotHaveDuplicates();
    }

    @Test
    void errorsNameTheFolderTheFileAndTheLine() throws IOException {
        assertThatThrownBy(() -> ReplaySource.of(input.resolve("nowhere"))).hasMessageContaining("nowhere");
        assertThatThrownBy(() -> ReplaySource.of(input))
                .hasMessageContaining(input.toString())
                .hasMessageContaining("events*.ndjson");
        assertThatThrownBy(() -> ReplaySource.ofMetricsCsv(input)).hasMessageContaining("timestamp,value");

        write("events.ndjson", time("2026-08-05T10:00:00Z"), wrapped("yesterday", "x"));
        assertThatThrownBy(this::lines)
                .hasMessageContaining("Line 2 of events.ndjson")
                .hasMessageContaining("yesterday");
    }

    private void write(String name, String... lines) throws IOException {
        Files.write(input.resolve(name), List.of(lines));
    }

    private static String wrapped(String arrivedAt, String data) {
        return "{\"arrivedAt\":\"" + arrivedAt + "\",\"data\":\"" + data + "\"}";
    }

    private static String time(String time) {
        return "{\"time\":\"" + time + "\"}";
    }

    private List<String> payloads() throws IOException {
        return lines().stream().map(ReplayInputTest::text).collect(Collectors.toList());
    }

    private static String text(ReplayLine line) {
        return new String(line.data, StandardCharsets.UTF_8);
    }

    private List<ReplayLine> lines() throws IOException {
        var lines = new ArrayList<ReplayLine>();
        try (var replay = ReplayInput.open(ReplayFolder.files(input), temporary)) {
            for (var line = replay.next(); line != null; line = replay.next()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private List<Path> scratchFiles() throws IOException {
        try (var files = Files.walk(temporary)) {
            return files.filter(file -> !file.equals(temporary)).collect(Collectors.toList());
        }
    }
}
