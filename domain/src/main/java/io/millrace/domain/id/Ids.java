package io.millrace.domain.id;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Ids derived from content: equal parts give an equal id, on every machine and in every replay.
 * Parts are length-prefixed before hashing, so ("ab", "c") and ("a", "bc") differ.
 */
public final class Ids {
    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final int ID_BYTES = 16;

    private Ids() {}

    /** 32 hexadecimal digits: the first 128 bits of the SHA-256 of the parts. */
    public static String hash(String... parts) {
        var digest = digest(parts);
        var text = new StringBuilder(2 * ID_BYTES);
        for (int i = 0; i < ID_BYTES; i++) {
            text.append(HEX[(digest[i] >> 4) & 0xf]).append(HEX[digest[i] & 0xf]);
        }
        return text.toString();
    }

    /**
     * A name-based UUID (RFC 9562, version 8: SHA-256 of the parts). Usable as an SSM client token,
     * which must be 36 characters.
     */
    public static String uuid(String... parts) {
        var bytes = ByteBuffer.wrap(digest(parts));
        long high = (bytes.getLong() & 0xffffffffffff0fffL) | 0x8000L;
        long low = (bytes.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    private static byte[] digest(String... parts) {
        var sha = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            sha.update(bytes);
        }
        return sha.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must support SHA-256", e);
        }
    }
}
