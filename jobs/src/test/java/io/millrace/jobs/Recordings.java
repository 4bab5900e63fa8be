package io.millrace.jobs;

import io.millrace.testing.simulation.Scenarios;
import io.millrace.testing.simulation.Simulation;
import io.millrace.testing.simulation.SimulationFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Replay input of the simulated estate: eight hours, a point every five minutes, the showcase in the middle. Beside it
 * a few series with a point every minute, for the models to be warm when they jump.
 */
final class Recordings {
    static final Instant START = Instant.parse("2026-08-05T06:00:00Z");

    private static final int SEED = 7;
    private static final int MINUTES = 8 * 60;
    /** How much later than its timestamp a replayed CSV point arrives. */
    private static final long CSV_DELAY = 150;

    private static final String ARRIVED = "{\"arrivedAt\":\"";

    private Recordings() {}

    static Path write(Path folder) throws IOException {
        var scenario =
                Scenarios.demo().withIncidentsPerHour(2).withPeriodMinutes(5).withNoisePerSignal(4);
        SimulationFiles.write(Simulation.over(scenario, SEED, START, START.plusSeconds(MINUTES * 60)), folder);
        odd(folder.resolve("events-odd.ndjson.gz"));
        Files.createDirectories(series(folder));
        for (int one = 0; one < 3; one++) {
            Files.write(series(folder).resolve("jumps-" + one + ".csv"), points(one));
        }
        return folder;
    }

    /** What a stream brings beside good events: garbage, no envelope, batches, several findings in one event. */
    private static void odd(Path file) throws IOException {
        var payloads = List.of(
                "not json at all",
                "{\"no\":\"envelope\"}",
                "",
                "[]",
                "[" + custom("batch-1") + "," + custom("batch-2") + "]",
                "[" + custom("batch-3") + ",17]",
                "[17,18]",
                "{\"source\":\"aws.securityhub\",\"detail-type\":\"Security Hub Findings - Imported\",\"id\":\"three\","
                        + "\"time\":\"2026-08-05T09:30:00Z\",\"account\":\"111122223333\",\"region\":\"eu-west-1\",\"detail\":"
                        + "{\"findings\":[" + finding(1) + "," + finding(2) + "," + finding(3) + "]}}");
        var lines = new StringBuilder();
        Instant arrival = START.plusSeconds(9000);
        for (String payload : payloads) {
            arrival = arrival.plusSeconds(61);
            lines.append(ARRIVED)
                    .append(arrival)
                    .append("\",\"data\":\"")
                    .append(payload.replace("\"", "\\\""))
                    .append("\"}\n");
        }
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String custom(String id) {
        return "{\"source\":\"com.example.shop\",\"detail-type\":\"Order Failed\",\"id\":\"" + id
                + "\",\"time\":\"2026-08-05T09:30:00Z\",\"account\":\"111122223333\",\"region\":\"eu-west-1\",\"detail\":{}}";
    }

    private static String finding(int number) {
        return "{\"Id\":\"finding-" + number + "\",\"AwsAccountId\":\"111122223333\",\"Title\":\"Port open\","
                + "\"UpdatedAt\":\"2026-08-05T09:30:00Z\",\"Severity\":{\"Label\":\"HIGH\"},"
                + "\"Resources\":[{\"Id\":\"arn:aws:ec2:eu-west-1:111122223333:instance/i-0c2f5e7a91d34b68" + number
                + "\"}]}";
    }

    /** Where the series lie that a replay reads as CSV. */
    static Path series(Path recording) {
        return recording.resolve("series");
    }

    private static List<String> points(int series) {
        var lines = new ArrayList<String>();
        lines.add("timestamp,value");
        for (int minute = 0; minute < MINUTES; minute++) {
            double value = 50 + 5 * Math.sin(minute / 20.0) + minute * 7919 % 13 / 10.0;
            boolean jumps = minute >= 330 + 20 * series && minute < 340 + 20 * series;
            lines.add(
                    START.plusSeconds(minute * 60L).toString().replace('T', ' ').replace("Z", "") + ","
                            + (jumps ? value * 9 : value));
        }
        return lines;
    }

    /** The same files without what arrived at this moment or later. */
    static Path truncated(Path recording, Instant end, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Path file : files(recording)) {
            try (var out = new OutputStreamWriter(
                    new GZIPOutputStream(Files.newOutputStream(folder.resolve(file.getFileName()))),
                    StandardCharsets.UTF_8)) {
                for (String line : lines(file)) {
                    if (arrival(line).isBefore(end)) {
                        out.write(line + "\n");
                    }
                }
            }
        }
        Files.createDirectories(series(folder));
        try (var series = Files.list(series(recording))) {
            for (Path file : series.toList()) {
                Files.write(
                        series(folder).resolve(file.getFileName()),
                        Files.readAllLines(file).stream()
                                .filter(line -> line.startsWith("timestamp")
                                        || csvArrival(line).isBefore(end))
                                .toList());
            }
        }
        return folder;
    }

    /** The same records, arriving only at whole multiples of this, the first moment of a slot: as a slow or batching producer sends them. */
    static Path coarse(Path recording, Duration step, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Path file : files(recording)) {
            try (var out = new OutputStreamWriter(
                    new GZIPOutputStream(Files.newOutputStream(folder.resolve(file.getFileName()))),
                    StandardCharsets.UTF_8)) {
                for (String line : lines(file)) {
                    long millis = step.toMillis();
                    long late = Math.floorDiv(arrival(line).toEpochMilli() + millis - 1, millis) * millis;
                    out.write(ARRIVED + Instant.ofEpochMilli(late) + line.substring(line.indexOf('"', ARRIVED.length()))
                            + "\n");
                }
            }
        }
        Files.createDirectories(series(folder));
        try (var series = Files.list(series(recording))) {
            for (Path file : series.toList()) {
                Files.copy(file, series(folder).resolve(file.getFileName()));
            }
        }
        return folder;
    }

    private static Instant csvArrival(String line) {
        return Instant.parse(line.substring(0, line.indexOf(',')).replace(' ', 'T') + "Z")
                .plusSeconds(CSV_DELAY);
    }

    static List<Path> files(Path recording) throws IOException {
        try (var files = Files.list(recording)) {
            return files.filter(file -> file.toString().endsWith(".ndjson.gz"))
                    .sorted()
                    .toList();
        }
    }

    /** Records of both streams, a point of a series being one. */
    static long count(Path recording) throws IOException {
        long count = 0;
        try (var series = Files.list(series(recording))) {
            for (Path file : series.toList()) {
                count += Files.readAllLines(file).size() - 1;
            }
        }
        for (Path file : files(recording)) {
            count += lines(file).size();
        }
        return count;
    }

    static List<String> lines(Path file) throws IOException {
        try (var in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            var lines = new ArrayList<String>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
            return lines;
        }
    }

    private static Instant arrival(String line) {
        return Instant.parse(line.substring(ARRIVED.length(), line.indexOf('"', ARRIVED.length())));
    }
}
