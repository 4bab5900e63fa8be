package io.millrace.local.training;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A file of a training channel, and how many lines went into it. */
final class TrainingFile implements AutoCloseable {
    private final Path file;
    private final BufferedWriter out;
    private long lines;

    private TrainingFile(Path file, BufferedWriter out) {
        this.file = file;
        this.out = out;
    }

    static TrainingFile in(Path folder, String channel, String name) {
        try {
            Path file = Files.createDirectories(folder.resolve(channel)).resolve(name);
            return new TrainingFile(file, Files.newBufferedWriter(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + folder + "/" + channel + "/" + name, e);
        }
    }

    void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
        lines++;
    }

    long lines() {
        return lines;
    }

    String summary(String what) {
        return String.format(Locale.ROOT, "%,d %s in %s", lines, what, file);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
