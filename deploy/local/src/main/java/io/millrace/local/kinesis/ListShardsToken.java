package io.millrace.local.kinesis;

import io.millrace.local.http.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** Where a ListShards listing goes on, as opaque text; it lives for five minutes, as documented. */
record ListShardsToken(String stream, String afterShardId, Instant issuedAt) {
    private static final Duration LIFE = Duration.ofMinutes(5);

    static ListShardsToken parse(String token, Instant now) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split("/", -1);
            if (parts.length == 3) {
                var issuedAt = Instant.ofEpochMilli(Long.parseLong(parts[2]));
                return new ListShardsToken(parts[0], parts[1], issuedAt).requireFresh(now);
            }
        } catch (IllegalArgumentException e) {
            throw WireException.client("InvalidArgumentException", "NextToken is not one that ListShards gave.");
        }
        throw WireException.client("InvalidArgumentException", "NextToken is not one that ListShards gave.");
    }

    private ListShardsToken requireFresh(Instant now) {
        if (Duration.between(issuedAt, now).compareTo(LIFE) > 0) {
            throw WireException.client("ExpiredNextTokenException", "NextToken was issued more than 5 minutes ago.");
        }
        return this;
    }

    @Override
    public String toString() {
        var text = String.join("/", stream, afterShardId, Long.toString(issuedAt.toEpochMilli()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
