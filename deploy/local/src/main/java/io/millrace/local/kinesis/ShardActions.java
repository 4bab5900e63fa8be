package io.millrace.local.kinesis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.http.WireRequest;
import java.time.InstantSource;
import java.util.List;

/** Listing and resharding. A split or merge is complete when it is answered. */
final class ShardActions {
    private static final int PAGE = 1_000;

    private final Streams streams;
    private final InstantSource clock;

    ShardActions(Streams streams, InstantSource clock) {
        this.streams = streams;
        this.clock = clock;
    }

    ObjectNode list(WireRequest request) {
        int limit = request.integer("MaxResults", PAGE, 1, 10_000);
        var token = request.text("NextToken");
        if (token.isPresent()
                && (request.text("StreamName").isPresent()
                        || request.text("StreamARN").isPresent())) {
            throw streams.errors().invalid("NextToken and the stream's name or ARN cannot be given together.");
        }
        if (token.isPresent()) {
            var start = ListShardsToken.parse(token.get(), clock.instant());
            var stream = streams.get(start.stream());
            return page(stream, after(matching(stream, request), start.afterShardId()), limit);
        }
        var stream = streams.namedIn(request);
        var after = request.text("ExclusiveStartShardId").orElse("");
        return page(stream, after(matching(stream, request), after), limit);
    }

    ObjectNode split(WireRequest request) {
        var stream = streams.namedIn(request);
        var key = HashKey.explicit("NewStartingHashKey", request.requiredText("NewStartingHashKey"));
        streams.admitShards(1);
        stream.split(request.requiredText("ShardToSplit"), key, clock.instant());
        return JsonNodeFactory.instance.objectNode();
    }

    ObjectNode merge(WireRequest request) {
        var stream = streams.namedIn(request);
        stream.merge(
                request.requiredText("ShardToMerge"), request.requiredText("AdjacentShardToMerge"), clock.instant());
        return JsonNodeFactory.instance.objectNode();
    }

    private static List<Shard> matching(Stream stream, WireRequest request) {
        var filter = ShardFilter.of(request);
        return stream.withShards(shards -> shards.stream().filter(filter).toList());
    }

    private static List<Shard> after(List<Shard> shards, String shardId) {
        return shards.stream()
                .filter(shard -> shard.id().compareTo(shardId) > 0)
                .toList();
    }

    private ObjectNode page(Stream stream, List<Shard> shards, int limit) {
        var answer = JsonNodeFactory.instance.objectNode();
        var array = answer.putArray("Shards");
        var page = shards.subList(0, Math.min(limit, shards.size()));
        stream.withShards(all -> array.addAll(page.stream().map(Shard::describe).toList()));
        if (page.size() < shards.size()) {
            var last = page.get(page.size() - 1).id();
            answer.put("NextToken", new ListShardsToken(stream.name(), last, clock.instant()).toString());
        }
        return answer;
    }
}
