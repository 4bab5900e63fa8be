package io.millrace.local.kinesis;

import io.millrace.local.http.WireException;

/** The errors of Kinesis in its own words, for one account. */
record KinesisErrors(String account) {
    WireException noStream(String stream) {
        return WireException.client(
                "ResourceNotFoundException", "Stream " + stream + " under account " + account + " not found.");
    }

    WireException noShard(String shardId, String stream) {
        return WireException.client(
                "ResourceNotFoundException",
                "Could not find shard " + shardId + " in stream " + stream + " under account " + account + ".");
    }

    WireException streamExists(String stream) {
        return WireException.client(
                "ResourceInUseException", "Stream " + stream + " under account " + account + " already exists.");
    }

    WireException alreadyClosed(String shardId, String stream) {
        return invalid("Shard " + shardId + " in stream " + stream + " under account " + account
                + " has already been merged or split, and thus is not eligible for merging or splitting.");
    }

    WireException notAdjacent(String shardId, String other, String stream) {
        return invalid("Shards " + shardId + " and " + other + " in stream " + stream + " under account " + account
                + " are not an adjacent pair of shards eligible for merging");
    }

    WireException rateExceeded(String shardId, String stream) {
        return WireException.client(
                "ProvisionedThroughputExceededException",
                "Rate exceeded for shard " + shardId + " in stream " + stream + " under account " + account + ".");
    }

    WireException invalid(String message) {
        return WireException.client("InvalidArgumentException", message);
    }
}
