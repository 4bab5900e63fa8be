package io.millrace.local.kinesis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A part of the 128-bit hash key space, both ends included. */
record HashRange(BigInteger start, BigInteger end) {
    private static final BigInteger KEYS = BigInteger.ONE.shiftLeft(128);
    static final BigInteger LAST_KEY = KEYS.subtract(BigInteger.ONE);

    /** The whole space in equal parts; the last one takes the remainder. */
    static List<HashRange> evenly(int parts) {
        var width = KEYS.divide(BigInteger.valueOf(parts));
        var ranges = new ArrayList<HashRange>();
        for (int i = 0; i < parts; i++) {
            var start = width.multiply(BigInteger.valueOf(i));
            ranges.add(new HashRange(
                    start, i == parts - 1 ? LAST_KEY : start.add(width).subtract(BigInteger.ONE)));
        }
        return ranges;
    }

    boolean contains(BigInteger key) {
        return start.compareTo(key) <= 0 && key.compareTo(end) <= 0;
    }

    boolean adjacentTo(HashRange other) {
        return end.add(BigInteger.ONE).equals(other.start)
                || other.end.add(BigInteger.ONE).equals(start);
    }

    HashRange join(HashRange other) {
        return new HashRange(start.min(other.start), end.max(other.end));
    }

    /** Whether both halves of a split at this key, which starts the second, hold keys. */
    boolean splitsAt(BigInteger key) {
        return contains(key) && !key.equals(start);
    }

    List<HashRange> splitAt(BigInteger key) {
        return List.of(new HashRange(start, key.subtract(BigInteger.ONE)), new HashRange(key, end));
    }

    ObjectNode describe() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("StartingHashKey", start.toString())
                .put("EndingHashKey", end.toString());
    }
}
