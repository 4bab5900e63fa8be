package io.millrace.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** What an executor writes to CloudWatch Logs: one event a line, with its group and, as stream, the execution or the command. */
final class ExecutionLog {
    static final String GROUP = "/aws/ssm/automation/millrace";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    /** @param folder of the demo; the log goes below it */
    ExecutionLog(Path folder) throws IOException {
        this.file = folder.resolve("logs").resolve("millrace-executor.ndjson");
        Files.createDirectories(file.getParent());
    }

    synchronized void write(Instant at, String stream, String message) {
        var line = JSON.createObjectNode();
        line.put("timestamp", at.toEpochMilli());
        line.put("logGroup", GROUP);
        line.put("logStream", stream);
        line.put("message", message);
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write what was executed to " + file, e);
        }
    }

    Path file() {
        return file;
    }
}
