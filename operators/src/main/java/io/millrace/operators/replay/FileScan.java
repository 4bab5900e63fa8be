package io.millrace.operators.replay;

import java.io.IOException;
import java.util.OptionalLong;

/** What must be known of a file before it can be merged: its first time, and whether it is in order. */
final class FileScan {
    final ReplayFile file;
    final OptionalLong firstArrival;
    final boolean inOrder;

    private FileScan(ReplayFile file, OptionalLong firstArrival, boolean inOrder) {
        this.file = file;
        this.firstArrival = firstArrival;
        this.inOrder = inOrder;
    }

    static FileScan of(ReplayFile file) throws IOException {
        var first = OptionalLong.empty();
        var last = Long.MIN_VALUE;
        try (var lines = file.open()) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var arrival = arrival(file, lines, line);
                if (arrival.isEmpty()) {
                    continue;
                }
                first = first.isPresent() ? first : arrival;
                if (arrival.getAsLong() < last) {
                    return new FileScan(file, first, false);
                }
                last = arrival.getAsLong();
            }
        } catch (UnreadableReplayException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadableReplayException(file, e);
        }
        return new FileScan(file, first, true);
    }

    private static OptionalLong arrival(ReplayFile file, RawLines lines, byte[] line) throws IOException {
        try {
            return ReplayPayload.of(line).arrival();
        } catch (IOException e) {
            throw new UnreadableReplayException(file, lines, e);
        }
    }
}
