package io.millrace.operators.parse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Reads gzip bodies within a bound: a small record may unpack to anything. */
final class GzipBodies {
    /** Firehose delivers at most 64 MiB in one request (aws-contracts). */
    static final int MAX_BYTES = 64 << 20;

    private GzipBodies() {}

    static boolean isGzip(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == (byte) 0x1f && bytes[1] == (byte) 0x8b;
    }

    /** The unpacked bytes, or a rejection: {@code bad-gzip} or {@code too-large}. */
    static byte[] unpack(byte[] bytes) throws RejectedPoint {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes), 64 << 10)) {
            byte[] unpacked = gzip.readNBytes(MAX_BYTES + 1);
            if (unpacked.length > MAX_BYTES) {
                throw new RejectedPoint("too-large", "The gzip body unpacks to more than " + MAX_BYTES + " bytes.");
            }
            return unpacked;
        } catch (IOException e) {
            throw new RejectedPoint("bad-gzip", "The gzip body cannot be unpacked: " + e.getMessage());
        }
    }
}
