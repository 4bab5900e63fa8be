package io.millrace.operators.replay;

import java.io.IOException;
import java.nio.file.Path;

/** A file with one raw Kinesis payload per line. */
final class NdjsonFile implements ReplayFile {
    private final String stream;
    private final Path path;

    NdjsonFile(String stream, Path path) {
        this.stream = stream;
        this.path = path;
    }

    @Override
    public String stream() {
        return stream;
    }

    @Override
    public String name() {
        return String.valueOf(path.getFileName());
    }

    @Override
    public RawLines open() throws IOException {
        return new TextLines(path);
    }
}
