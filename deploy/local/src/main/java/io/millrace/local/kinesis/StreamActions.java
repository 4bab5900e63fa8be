package io.millrace.local.kinesis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.http.WireRequest;
import java.util.regex.Pattern;

/** What is done to streams as a whole. A stream is ACTIVE as soon as its creation is answered, and gone as soon as its deletion is. */
final class StreamActions {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");
    private static final int ON_DEMAND_SHARDS = 4;
    private static final int RETENTION_HOURS = 24;

    private final Streams streams;

    StreamActions(Streams streams) {
        this.streams = streams;
    }

    ObjectNode create(WireRequest request) {
        var name = request.requiredText("StreamName");
        if (!NAME.matcher(name).matches()) {
            throw WireRequest.constraint(
                    name, "StreamName", "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
        }
        var onDemand = request.member("StreamModeDetails")
                .flatMap(mode -> request.nested(mode).text("StreamMode"))
                .filter("ON_DEMAND"::equals)
                .isPresent();
        var shardCount = onDemand
                ? ON_DEMAND_SHARDS
                : request.integer("ShardCount").orElseThrow(() -> WireRequest.missing("ShardCount"));
        if (shardCount < 1) {
            throw WireRequest.constraint(shardCount, "ShardCount", "Member must have value greater than or equal to 1");
        }
        streams.create(name, shardCount, onDemand);
        return empty();
    }

    ObjectNode delete(WireRequest request) {
        streams.delete(streams.namedIn(request).name());
        return empty();
    }

    ObjectNode list(WireRequest request) {
        int limit = request.integer("Limit", 100, 1, 10_000);
        var after = request.text("NextToken")
                .or(() -> request.text("ExclusiveStartStreamName"))
                .orElse("");
        var following = streams.names().stream()
                .filter(name -> name.compareTo(after) > 0)
                .toList();
        var page = following.subList(0, Math.min(limit, following.size()));
        var answer = empty();
        page.forEach(answer.putArray("StreamNames")::add);
        var summaries = answer.putArray("StreamSummaries");
        page.stream().flatMap(name -> streams.find(name).stream()).forEach(stream -> summaries.add(identify(stream)));
        answer.put("HasMoreStreams", page.size() < following.size());
        if (page.size() < following.size()) {
            answer.put("NextToken", page.get(page.size() - 1));
        }
        return answer;
    }

    ObjectNode describe(WireRequest request) {
        var stream = streams.namedIn(request);
        int limit = request.integer("Limit", 100, 1, 10_000);
        var after = request.text("ExclusiveStartShardId").orElse("");
        var details = identify(stream);
        stream.withShards(shards -> {
            var following = shards.stream()
                    .filter(shard -> shard.id().compareTo(after) > 0)
                    .toList();
            var array = details.putArray("Shards");
            following.stream().limit(limit).forEach(shard -> array.add(shard.describe()));
            return details.put("HasMoreShards", following.size() > limit);
        });
        monitoring(details);
        var answer = empty();
        answer.set("StreamDescription", details);
        return answer;
    }

    ObjectNode summarize(WireRequest request) {
        var stream = streams.namedIn(request);
        var answer = empty();
        var summary = identify(stream);
        summary.put("OpenShardCount", stream.openShards());
        summary.put("ConsumerCount", 0);
        monitoring(summary);
        answer.set("StreamDescriptionSummary", summary);
        return answer;
    }

    private ObjectNode identify(Stream stream) {
        var description = empty();
        description.put("StreamName", stream.name());
        description.put("StreamARN", streams.arn(stream.name()));
        description.put("StreamStatus", "ACTIVE");
        description.putObject("StreamModeDetails").put("StreamMode", stream.onDemand() ? "ON_DEMAND" : "PROVISIONED");
        description.putPOJO("StreamCreationTimestamp", stream.createdAt());
        return description;
    }

    private static void monitoring(ObjectNode description) {
        description.put("RetentionPeriodHours", RETENTION_HOURS);
        description.put("EncryptionType", "NONE");
        description.putArray("EnhancedMonitoring").addObject().putArray("ShardLevelMetrics");
    }

    private static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }
}
