package io.millrace.operators.replay;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a replay's files lie; looked up again wherever the source runs. */
final class ReplayFiles implements Serializable {
    private static final long serialVersionUID = 1L;

    private final @Nullable String input;
    private final @Nullable String metricsCsv;

    ReplayFiles(@Nullable String input, @Nullable String metricsCsv) {
        this.input = input;
        this.metricsCsv = metricsCsv;
    }

    /** The files, at least one; an error names the folder that is missing or empty. */
    List<ReplayFile> list() throws IOException {
        var files = new ArrayList<ReplayFile>();
        if (input != null) {
            files.addAll(ReplayFolder.files(Path.of(input)));
        }
        if (metricsCsv != null) {
            files.addAll(ReplayFolder.metricsCsv(Path.of(metricsCsv)));
        }
        return files;
    }
}
