package io.millrace.operators.replay;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorts one file's lines in bounded memory: runs of some megabytes are sorted, spilled to temporary files
 * and merged. A run's file is deleted once it is closed, on most systems as soon as it is opened.
 */
final class SortedRuns {
    private static final int BUFFER_BYTES = 32 << 10;
    /** An estimate of what a line costs beside its bytes. */
    private static final int LINE_OVERHEAD_BYTES = 100;

    private final Path scratch;
    private final long runBytes;

    SortedRuns(Path scratch, long runBytes) {
        this.scratch = scratch;
        this.runBytes = runBytes;
    }

    /** Reads the cursor to its end and closes it; gives its lines in order. */
    LineCursor sort(LineCursor lines) throws IOException {
        var runs = new ArrayList<Path>();
        try (lines) {
            var run = new ArrayList<ReplayLine>();
            long bytes = 0;
            for (var line = lines.next(); line != null; line = lines.next()) {
                run.add(line);
                bytes += line.data.length + LINE_OVERHEAD_BYTES;
                if (bytes >= runBytes) {
                    runs.add(spilled(run));
                    run.clear();
                    bytes = 0;
                }
            }
            runs.add(spilled(run));
        }
        var cursors = new ArrayList<LineCursor>();
        for (var run : runs) {
            cursors.add(new Run(run));
        }
        return new MergedLines(cursors);
    }

    private Path spilled(List<ReplayLine> run) throws IOException {
        Collections.sort(run);
        var path = Files.createTempFile(scratch, "run-", ".lines");
        try (var output = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path), BUFFER_BYTES))) {
            output.writeInt(run.size());
            for (var line : run) {
                output.writeLong(line.arrivedAt);
                output.writeUTF(line.stream);
                output.writeUTF(line.file);
                output.writeLong(line.number);
                output.writeInt(line.data.length);
                output.write(line.data);
            }
        }
        return path;
    }

    private static final class Run implements LineCursor {
        private final DataInputStream input;
        private int left;

        Run(Path path) throws IOException {
            this.input = new DataInputStream(new BufferedInputStream(
                    Files.newInputStream(path, StandardOpenOption.DELETE_ON_CLOSE), BUFFER_BYTES));
            this.left = input.readInt();
        }

        @Override
        public @Nullable ReplayLine next() throws IOException {
            if (left == 0) {
                return null;
            }
            left--;
            return new ReplayLine(input.readLong(), input.readUTF(), input.readUTF(), input.readLong(), data());
        }

        private byte[] data() throws IOException {
            var data = new byte[input.readInt()];
            input.readFully(data);
            return data;
        }

        @Override
        public void close() throws IOException {
            input.close();
        }
    }
}
