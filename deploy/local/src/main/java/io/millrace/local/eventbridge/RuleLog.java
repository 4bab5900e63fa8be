package io.millrace.local.eventbridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What one rule received: a file with one event a line, on disk before PutEvents is answered. */
final class RuleLog {
    private final Path file;

    RuleLog(Path folder, String bus, String rule) {
        this.file = folder.resolve(bus.replace('/', '_')).resolve(rule + ".ndjson");
    }

    synchronized void append(String event) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, event + "\n", UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing what a rule received to " + file, e);
        }
    }
}
