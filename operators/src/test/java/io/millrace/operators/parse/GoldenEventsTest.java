package io.millrace.operators.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.millrace.domain.RawRecord;
import io.millrace.domain.id.Ids;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every shared sample and what it becomes, reviewed by eye: {@code golden/<sample>.json}. Each element of an array is a
 * record of its own, as it would lie on the stream. {@code -Dmillrace.golden=write} writes what is parsed now; look at
 * the difference before you commit it. The shared samples are skipped where they are absent, their copies never.
 */
class GoldenEventsTest {
    private static final Path SHARED =
            Path.of(System.getProperty("millrace.shared", "../../shared")).resolve("samples");

    /** Committed copies of the shared samples. */
    private static final Path COPIES = Path.of("src/test/resources/samples");

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final boolean WRITE = "write".equals(System.getProperty("millrace.golden"));

    /** After every event of the samples; metric points arrive within the two hours that they may lie ahead. */
    private static final Instant ARRIVED = Instant.parse("2026-12-31T12:30:00Z");

    private final EventParser events = new EventParser(EventParserSettings.defaults());
    private final MetricStreamParser metrics = new MetricStreamParser(Duration.ofHours(2));

    @Test
    void everySharedSampleBecomesWhatItsGoldenFileSays() throws IOException {
        assumeTrue(
                Files.isDirectory(SHARED),
                () -> "skipped: " + SHARED + " is absent; name the folder above it with -Dmillrace.shared=DIR");
        compare(SHARED);
    }

    @Test
    void everyCommittedSampleBecomesWhatItsGoldenFileSays() throws IOException {
        compare(COPIES);
    }

    private void compare(Path folder) throws IOException {
        var wrong = new ArrayList<String>();
        for (Path sample : samples(folder)) {
            var rows = CanonicalJson.text(rows(sample));
            var golden = GOLDEN.resolve(goldenName(sample));
            if (WRITE) {
                Files.createDirectories(GOLDEN);
                Files.writeString(golden, rows);
            } else if (!Files.exists(golden)) {
                wrong.add(golden + " is missing; -Dmillrace.golden=write writes it for review");
            } else {
                assertThat(rows).as(golden.toString()).isEqualTo(Files.readString(golden));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyGoldenFileHasItsSample() throws IOException {
        var named = samples(COPIES).stream()
                .map(GoldenEventsTest::goldenName)
                .collect(Collectors.toCollection(TreeSet::new));
        try (var files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString())).allMatch(named::contains);
        }
    }

    private static List<Path> samples(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static String goldenName(Path sample) {
        return sample.getFileName().toString().replaceFirst("\\.[a-z]+$", "") + ".json";
    }

    private ArrayNode rows(Path sample) throws IOException {
        var rows = new ObjectMapper().createArrayNode();
        byte[] bytes = Files.readAllBytes(sample);
        if (sample.getFileName().toString().startsWith("metric-stream")) {
            var result = metrics.parse(raw(sample, 1, bytes));
            result.points().forEach(point -> rows.add(CanonicalJson.of(point)));
            result.deadLetters().forEach(letter -> rows.add(CanonicalJson.of(letter)));
            return rows;
        }
        int line = 0;
        for (byte[] record : records(bytes)) {
            var result = events.parse(raw(sample, ++line, record));
            result.events().forEach(event -> rows.add(CanonicalJson.of(event)));
            result.deadLetters().forEach(letter -> rows.add(CanonicalJson.of(letter)));
        }
        return rows;
    }

    /** The elements of an array, else the whole. */
    private static List<byte[]> records(byte[] bytes) throws IOException {
        JsonNode json = new ObjectMapper().readTree(bytes);
        if (!json.isArray()) {
            return List.of(bytes);
        }
        var records = new ArrayList<byte[]>();
        json.forEach(element -> records.add(element.toString().getBytes(UTF_8)));
        return records;
    }

    private static RawRecord raw(Path sample, int line, byte[] bytes) {
        var file = sample.getFileName().toString();
        return RawRecord.newBuilder()
                .setRecordId(Ids.hash(file, Integer.toString(line)))
                .setStream(file.startsWith("metric-stream") ? "metrics" : "events")
                .setShard(file)
                .setPosition(Integer.toString(line))
                .setArrivedAt(ARRIVED)
                .setData(ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length)))
                .build();
    }
}
