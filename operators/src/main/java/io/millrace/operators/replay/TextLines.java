package io.millrace.operators.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The non-empty lines of a file, gzip or plain, as bytes: what is not UTF-8 must reach the dead letters as it is. */
final class TextLines implements RawLines {
    private static final int BUFFER_BYTES = 64 << 10;
    /** Three times the largest Kinesis record: no payload, but a file without line breaks. */
    private static final int LONGEST_BYTES = 32 << 20;

    private final Path path;
    private final InputStream input;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int end;
    private long number;

    TextLines(Path path) throws IOException {
        this.path = path;
        this.input = open(path);
    }

    private static InputStream open(Path path) throws IOException {
        var file = Files.newInputStream(path);
        if (!path.toString().endsWith(".gz")) {
            return file;
        }
        try {
            return new GZIPInputStream(file, BUFFER_BYTES);
        } catch (IOException e) {
            file.close();
            throw new IOException("Cannot read " + path + " as gzip: " + e.getMessage(), e);
        }
    }

    @Override
    public byte @Nullable [] next() throws IOException {
        while (readLine()) {
            number++;
            var bytes = withoutCarriageReturn();
            if (bytes.length > 0) {
                return bytes;
            }
        }
        return null;
    }

    /** Whether there was a line, be it empty. */
    private boolean readLine() throws IOException {
        line.reset();
        boolean read = false;
        while (position < end || fill()) {
            read = true;
            int start = position;
            while (position < end && buffer[position] != '\n') {
                position++;
            }
            append(start);
            if (position < end) {
                position++;
                return true;
            }
        }
        return read;
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(0, input.read(buffer));
        return end > 0;
    }

    private void append(int start) throws IOException {
        line.write(buffer, start, position - start);
        if (line.size() > LONGEST_BYTES) {
            throw new IOException("Line " + (number + 1) + " of " + path + " is longer than " + LONGEST_BYTES
                    + " bytes; expected one payload of at most 10 MiB per line");
        }
    }

    private byte[] withoutCarriageReturn() {
        var bytes = line.toByteArray();
        var length = bytes.length;
        return length > 0 && bytes[length - 1] == '\r' ? Arrays.copyOf(bytes, length - 1) : bytes;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
