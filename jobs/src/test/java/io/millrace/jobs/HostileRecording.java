package io.millrace.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.testing.hostile.HostileRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/** Replay input of hostile records on both streams, a good one among every few of them. */
final class HostileRecording {
    /** Good events, and as many good points. */
    static final int GOOD = 40;

    private static final Instant START = Instant.parse("2026-08-05T10:00:00Z");
    private static final String EVENTS = "events";
    private static final String METRICS = "metrics";

    private HostileRecording() {}

    static Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        var records = List.copyOf(HostileRecords.small().values());
        for (String stream : List.of(EVENTS, METRICS)) {
            var lines = new StringBuilder();
            int every = records.size() / GOOD;
            for (int i = 0; i < records.size(); i++) {
                Instant arrival = START.plusSeconds(i);
                line(lines, arrival, records.get(i));
                if (i % every == 0 && i / every < GOOD) {
                    line(lines, arrival, good(stream, i / every, arrival).getBytes(UTF_8));
                }
            }
            Files.writeString(folder.resolve(stream + ".ndjson"), lines);
        }
        return folder;
    }

    private static void line(StringBuilder lines, Instant arrival, byte[] data) {
        lines.append("{\"arrivedAt\":\"")
                .append(arrival)
                .append("\",\"dataBase64\":\"")
                .append(Base64.getEncoder().encodeToString(data))
                .append("\"}\n");
    }

    private static String good(String stream, int number, Instant arrival) {
        return stream.equals(EVENTS)
                ? "{\"source\":\"com.example.shop\",\"detail-type\":\"Order Failed\",\"id\":\"good-" + number
                        + "\",\"time\":\""
                        + arrival + "\",\"account\":\"111122223333\",\"region\":\"eu-west-1\",\"detail\":{\"order\":"
                        + number
                        + "}}"
                : "{\"account_id\":\"111122223333\",\"region\":\"eu-west-1\",\"namespace\":\"Shop\",\"metric_name\":\"Orders\","
                        + "\"dimensions\":{\"Shop\":\"" + number + "\"},\"timestamp\":" + arrival.toEpochMilli()
                        + ",\"value\":{\"count\":1,\"sum\":1,\"min\":1,\"max\":1},\"unit\":\"Count\"}";
    }

    /** Ids of the good events. */
    static List<String> goodEvents() {
        return IntStream.range(0, GOOD).mapToObj(number -> "good-" + number).toList();
    }

    /** How many records of a stream were written. */
    static int lines(Path folder, String stream) throws IOException {
        return Files.readAllLines(folder.resolve(stream + ".ndjson")).size();
    }
}
