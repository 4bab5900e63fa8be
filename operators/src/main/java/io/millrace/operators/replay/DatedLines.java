package io.millrace.operators.replay;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file's payloads with their arrival; one that bears no time arrives with the one before it. */
final class DatedLines implements LineCursor {
    private final ReplayFile file;
    private final RawLines lines;
    private long arrival;

    /** {@code firstArrival}: for payloads before the first one that bears a time. */
    DatedLines(ReplayFile file, long firstArrival) throws IOException {
        this.file = file;
        this.lines = file.open();
        this.arrival = firstArrival;
    }

    @Override
    public @Nullable ReplayLine next() throws IOException {
        var line = lines.next();
        if (line == null) {
            return null;
        }
        try {
            var payload = ReplayPayload.of(line);
            arrival = payload.arrival().orElse(arrival);
            return new ReplayLine(arrival, file.stream(), file.name(), lines.number(), payload.data());
        } catch (IOException e) {
            throw new UnreadableReplayException(file, lines, e);
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
