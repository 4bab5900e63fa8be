package io.millrace.testing.simulation;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** One stream in replay format, a file for each day of arrival; a line is {@code {"arrivedAt":"…","data":"…"}}. */
final class ReplayFiles implements Closeable {
    private static final int BUFFER = 64 * 1024;
    private static final int DAY_LENGTH = "2026-08-05".length();
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final Path directory;
    private final String stream;
    private final String suffix;
    private String day = "";
    private @Nullable OutputStream open;

    /** @param suffix of each file's name, after the day */
    ReplayFiles(Path directory, String stream, String suffix) {
        this.directory = directory;
        this.stream = stream;
        this.suffix = suffix;
    }

    void write(SimulatedRecord record) throws IOException {
        var time = record.arrivedAt().toString();
        var to = of(time.substring(0, DAY_LENGTH));
        to.write(("{\"arrivedAt\":\"" + time + "\",\"data\":\"").getBytes(StandardCharsets.US_ASCII));
        for (byte one : record.data()) {
            escaped(one, to);
        }
        to.write('"');
        to.write('}');
        to.write('\n');
    }

    private OutputStream of(String wanted) throws IOException {
        var current = open;
        if (current != null && wanted.equals(day)) {
            return current;
        }
        close();
        day = wanted;
        var file = Files.newOutputStream(directory.resolve(stream + "-" + wanted + suffix + ".ndjson.gz"));
        var fresh = new BufferedOutputStream(new GZIPOutputStream(file, BUFFER), BUFFER);
        open = fresh;
        return fresh;
    }

    /** The bytes of UTF-8 beyond ASCII need no escape in JSON. */
    private static void escaped(byte one, OutputStream to) throws IOException {
        if (one == '"' || one == '\\') {
            to.write('\\');
            to.write(one);
        } else if (one == '\n') {
            to.write('\\');
            to.write('n');
        } else if (one >= 0 && one < ' ') {
            to.write(new byte[] {'\\', 'u', '0', '0', HEX[one >> 4], HEX[one & 0xf]});
        } else {
            to.write(one);
        }
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
