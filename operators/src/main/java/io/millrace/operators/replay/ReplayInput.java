package io.millrace.operators.replay;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All input files of a replay as one sequence in the order of arrival. Needs memory for one line of each
 * file, and disk for those that are not in order; what it wrote there is gone once it is closed.
 */
final class ReplayInput implements Closeable {
    private static final long RUN_BYTES = 16L << 20;

    private final LineCursor lines;
    private final Path scratch;

    private ReplayInput(LineCursor lines, Path scratch) {
        this.lines = lines;
        this.scratch = scratch;
    }

    /** Opens the files; {@code temporary} is an existing folder for sorting. */
    static ReplayInput open(List<ReplayFile> files, Path temporary) throws IOException {
        return open(files, temporary, RUN_BYTES);
    }

    static ReplayInput open(List<ReplayFile> files, Path temporary, long runBytes) throws IOException {
        var scans = new ArrayList<FileScan>();
        for (var file : files) {
            scans.add(FileScan.of(file));
        }
        var earliest = scans.stream()
                .flatMapToLong(scan -> scan.firstArrival.stream())
                .min()
                .orElse(0);
        var scratch = Files.createTempDirectory(temporary, "millrace-replay-");
        var cursors = new ArrayList<LineCursor>();
        for (var scan : scans) {
            var lines = new DatedLines(scan.file, scan.firstArrival.orElse(earliest));
            cursors.add(scan.inOrder ? lines : new SortedRuns(scratch, runBytes).sort(lines));
        }
        return new ReplayInput(new MergedLines(cursors), scratch);
    }

    /** The next line in the order of arrival, or null after the last. */
    @Nullable
    ReplayLine next() throws IOException {
        return lines.next();
    }

    @Override
    public void close() throws IOException {
        lines.close();
        try (var left = Files.walk(scratch)) {
            for (var path : left.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
                Files.deleteIfExists(path);
            }
        }
    }
}
