package io.millrace.operators.parse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Reads the gzip bodies of one record within one bound: a small record may unpack to anything, and hold many. */
final class GzipBodies {
    /** Firehose delivers at most 64 MiB in one request (aws-contracts). */
    static final int MAX_BYTES = 64 << 20;

    private static final int CHUNK = 64 << 10;

    private int left = MAX_BYTES;

    static boolean isGzip(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == (byte) 0x1f && bytes[1] == (byte) 0x8b;
    }

    /** The unpacked bytes, or a rejection: {@code bad-gzip} or {@code too-large}. What failed counts too. */
    byte[] unpack(byte[] bytes) throws RejectedPoint {
        var unpacked = new ByteArrayOutputStream(bytes.length);
        byte[] chunk = new byte[Math.min(CHUNK, 16 * bytes.length)];
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes), Math.min(CHUNK, bytes.length))) {
            for (int read = gzip.read(chunk); read >= 0; read = gzip.read(chunk)) {
                left -= read;
                if (left < 0) {
                    left = 0;
                    throw new RejectedPoint(
                            "too-large", "The gzip bodies of the record unpack to more than " + MAX_BYTES + " bytes.");
                }
                unpacked.write(chunk, 0, read);
            }
            return unpacked.toByteArray();
        } catch (IOException e) {
            throw new RejectedPoint("bad-gzip", "The gzip body cannot be unpacked: " + e.getMessage());
        }
    }
}
