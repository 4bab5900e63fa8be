package io.millrace.operators.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.BusEvent;
import io.millrace.operators.replay.ReplayEntries;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventBridgeNdjsonTest {
    @Test
    void aLineIsAPutEventsEntryWithSortedKeys() throws Exception {
        assertThat(line(Samples.event("a")))
                .isEqualTo(
                        "{\"Detail\":\"{\\\"id\\\":\\\"a\\\",\\\"text\\\":\\\"é\\\"}\",\"DetailType\":\"Thread Opened\","
                                + "\"Resources\":[\"" + Samples.INSTANCE
                                + "\"],\"Source\":\"millrace\",\"Time\":\"2026-08-05T10:07:12.345Z\"}");
    }

    @Test
    void partsMergeByTimeThenIdWhateverPartTheyAreIn(@TempDir Path folder) throws Exception {
        var early = Samples.event("z");
        early.setTime(Samples.NOW.minusSeconds(1));
        var parts = Files.createDirectories(folder.resolve("parts"));
        Files.write(parts.resolve("part-1.ndjson"), List.of(line(Samples.event("c")), line(Samples.event("a"))));
        Files.write(parts.resolve("part-0.ndjson"), List.of(line(Samples.event("b")), line(early)));
        Files.writeString(parts.resolve(".part-2.ndjson.inprogress"), "half a li");

        var count = ReplayEntries.merge(parts, folder.resolve("out/eventbridge.ndjson"));

        assertThat(count).isEqualTo(4);
        assertThat(Files.readAllLines(folder.resolve("out/eventbridge.ndjson")))
                .containsExactly(
                        line(early), line(Samples.event("a")), line(Samples.event("b")), line(Samples.event("c")));
        assertThat(folder.resolve("out")).isDirectoryContaining(path -> path.endsWith("eventbridge.ndjson"));
        try (var left = Files.list(folder.resolve("out"))) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void noPartsMakeAnEmptyFile(@TempDir Path folder) throws Exception {
        assertThat(ReplayEntries.merge(folder, folder.resolve("out/eventbridge.ndjson")))
                .isZero();
        assertThat(folder.resolve("out/eventbridge.ndjson")).isEmptyFile();
    }

    private static String line(BusEvent event) throws Exception {
        return new String(EventBridgeNdjson.line(event), StandardCharsets.UTF_8);
    }
}
