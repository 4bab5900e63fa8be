package io.millrace.local.kinesis;

import io.millrace.local.http.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * A place to read on from, as the opaque text that clients carry. It holds all it needs, so the stand-in remembers no iterators.
 *
 * @param created tells a stream from an earlier one of the same name
 * @param sequence the first place to read
 */
record ShardIterator(String stream, Instant created, String shardId, long sequence, Instant issuedAt) {
    private static final String VERSION = "millrace-1";

    static ShardIterator parse(String token) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split("/", -1);
            if (parts.length == 6 && parts[0].equals(VERSION)) {
                return new ShardIterator(
                        parts[1], millis(parts[2]), parts[3], Long.parseLong(parts[4]), millis(parts[5]));
            }
        } catch (IllegalArgumentException e) {
            throw WireException.client("InvalidArgumentException", "Invalid ShardIterator.");
        }
        throw WireException.client("InvalidArgumentException", "Invalid ShardIterator.");
    }

    ShardIterator at(long newSequence, Instant now) {
        return new ShardIterator(stream, created, shardId, newSequence, now);
    }

    void requireFresh(Instant now, Duration life) {
        if (Duration.between(issuedAt, now).compareTo(life) > 0) {
            throw WireException.client(
                    "ExpiredIteratorException",
                    "Iterator expired. The iterator was created at time " + issuedAt + " while right now it is " + now
                            + " which is further in the future than the tolerated delay of " + life.toMillis()
                            + " milliseconds.");
        }
    }

    @Override
    public String toString() {
        var text = String.join(
                "/",
                VERSION,
                stream,
                Long.toString(created.toEpochMilli()),
                shardId,
                Long.toString(sequence),
                Long.toString(issuedAt.toEpochMilli()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Instant millis(String text) {
        return Instant.ofEpochMilli(Long.parseLong(text));
    }
}
