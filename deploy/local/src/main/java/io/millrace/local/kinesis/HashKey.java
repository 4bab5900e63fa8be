package io.millrace.local.kinesis;

import io.millrace.local.http.WireException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/** Hash keys: the MD5 of a partition key read as an unsigned 128-bit number, or an explicit one in decimal. */
final class HashKey {
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9]\\d{0,38}");

    private HashKey() {}

    static BigInteger ofPartitionKey(String partitionKey) {
        try {
            var md5 = MessageDigest.getInstance("MD5").digest(partitionKey.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, md5);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has MD5", e);
        }
    }

    /** An explicit key; {@code InvalidArgumentException} when it is no 128-bit number. */
    static BigInteger explicit(String name, String decimal) {
        if (DECIMAL.matcher(decimal).matches()) {
            var key = new BigInteger(decimal);
            if (key.compareTo(HashRange.LAST_KEY) <= 0) {
                return key;
            }
        }
        throw WireException.client(
                "InvalidArgumentException",
                "Invalid " + name + ". " + name + " must be in the range: [0, 2^128-1]. Specified value was "
                        + decimal);
    }
}
