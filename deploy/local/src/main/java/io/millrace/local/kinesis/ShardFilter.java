package io.millrace.local.kinesis;

import io.millrace.local.http.WireRequest;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** The ShardFilter of ListShards as a predicate. */
final class ShardFilter {
    private static final List<String> TYPES = List.of(
            "AFTER_SHARD_ID", "AT_TRIM_HORIZON", "FROM_TRIM_HORIZON", "AT_LATEST", "AT_TIMESTAMP", "FROM_TIMESTAMP");

    private ShardFilter() {}

    /** All shards where the request has no filter. */
    static Predicate<Shard> of(WireRequest request) {
        return request.member("ShardFilter")
                .map(filter -> parse(request.nested(filter)))
                .orElse(shard -> true);
    }

    private static Predicate<Shard> parse(WireRequest filter) {
        var type = filter.requiredText("Type");
        switch (type) {
            case "AFTER_SHARD_ID":
                var after = filter.requiredText("ShardId");
                return shard -> shard.id().compareTo(after) > 0;
            case "FROM_TRIM_HORIZON":
                return shard -> true;
            case "AT_TRIM_HORIZON":
                // Shards are kept as long as their stream, so those open at the horizon are the first ones.
                return shard -> shard.parents().isEmpty();
            case "AT_LATEST":
                return Shard::isOpen;
            case "AT_TIMESTAMP":
                var at = moment(filter);
                return shard -> shard.openAt(at);
            case "FROM_TIMESTAMP":
                var from = moment(filter);
                return shard -> shard.openAfter(from);
            default:
                throw WireRequest.constraint(type, "ShardFilter.Type", "Member must satisfy enum value set: " + TYPES);
        }
    }

    private static Instant moment(WireRequest filter) {
        return filter.timestamp("Timestamp").orElseThrow(() -> WireRequest.missing("ShardFilter.Timestamp"));
    }
}
