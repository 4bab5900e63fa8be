package io.millrace.local.kinesis;

import io.millrace.local.http.Action;
import io.millrace.local.http.Faults;
import java.util.Map;
import java.util.Set;

/** The table of actions: what is answered, and what the real service has besides. */
final class KinesisActions {
    static final String TARGET = "Kinesis_20131202";

    static final Set<String> UNSUPPORTED = Set.of(
            "AddTagsToStream",
            "DecreaseStreamRetentionPeriod",
            "DeleteResourcePolicy",
            "DeregisterStreamConsumer",
            "DescribeLimits",
            "DescribeStreamConsumer",
            "DisableEnhancedMonitoring",
            "EnableEnhancedMonitoring",
            "GetResourcePolicy",
            "IncreaseStreamRetentionPeriod",
            "ListStreamConsumers",
            "ListTagsForResource",
            "ListTagsForStream",
            "PutResourcePolicy",
            "RegisterStreamConsumer",
            "RemoveTagsFromStream",
            "StartStreamEncryption",
            "StopStreamEncryption",
            "SubscribeToShard",
            "TagResource",
            "UntagResource",
            "UpdateShardCount",
            "UpdateStreamMode");

    private KinesisActions() {}

    static Map<String, Action> of(Streams streams, KinesisOptions options, Faults faults) {
        var stream = new StreamActions(streams);
        var shard = new ShardActions(streams, options.clock());
        var write = new WriteActions(streams, options.clock(), options.limits(), faults);
        var iterator = new IteratorActions(streams, options.clock());
        var read = new ReadActions(streams, options.clock(), options.limits());
        return Map.ofEntries(
                Map.entry("CreateStream", stream::create),
                Map.entry("DeleteStream", stream::delete),
                Map.entry("ListStreams", stream::list),
                Map.entry("DescribeStream", stream::describe),
                Map.entry("DescribeStreamSummary", stream::summarize),
                Map.entry("ListShards", shard::list),
                Map.entry("SplitShard", shard::split),
                Map.entry("MergeShards", shard::merge),
                Map.entry("PutRecord", write::putRecord),
                Map.entry("PutRecords", write::putRecords),
                Map.entry("GetShardIterator", iterator::getShardIterator),
                Map.entry("GetRecords", read::getRecords));
    }
}
