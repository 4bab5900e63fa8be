package io.millrace.local.kinesis;

import io.millrace.local.http.WireException;
import io.millrace.local.http.WireRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** All streams of the stand-in, by name. */
final class Streams {
    private final ConcurrentSkipListMap<String, Stream> byName = new ConcurrentSkipListMap<>();
    private final KinesisOptions options;
    private final KinesisErrors errors;

    Streams(KinesisOptions options) {
        this.options = options;
        this.errors = new KinesisErrors(options.account());
    }

    synchronized void create(String name, int shardCount, boolean onDemand) {
        if (byName.containsKey(name)) {
            throw errors.streamExists(name);
        }
        admitShards(shardCount);
        var now = options.clock().instant();
        byName.put(name, new Stream(name, shardCount, onDemand, now, options.retention(), errors));
    }

    /** Refuses if this many more shards would pass the account's limit. */
    void admitShards(int more) {
        int open = byName.values().stream().mapToInt(Stream::openShards).sum();
        if (open + more > options.limits().shards()) {
            throw WireException.client(
                    "LimitExceededException",
                    "This request would exceed the shard limit for the account " + options.account() + " in "
                            + options.region() + ". Current shard count for the account: " + open + ". Limit: "
                            + options.limits().shards()
                            + ". Number of additional shards that would have resulted from this request: " + more
                            + ".");
        }
    }

    void delete(String name) {
        if (byName.remove(name) == null) {
            throw errors.noStream(name);
        }
    }

    Stream get(String name) {
        return find(name).orElseThrow(() -> errors.noStream(name));
    }

    Optional<Stream> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The stream that a request names by StreamName or StreamARN. */
    Stream namedIn(WireRequest request) {
        var arnName = request.text("StreamARN").map(this::nameInArn);
        var name = request.text("StreamName").or(() -> arnName);
        return get(name.orElseThrow(
                () -> errors.invalid("Either StreamName or StreamARN must be given to identify the stream.")));
    }

    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    String arn(String name) {
        return "arn:aws:kinesis:" + options.region() + ":" + options.account() + ":stream/" + name;
    }

    KinesisErrors errors() {
        return errors;
    }

    private String nameInArn(String arn) {
        int slash = arn.indexOf(":stream/");
        if (!arn.startsWith("arn:aws") || slash < 0) {
            throw errors.invalid("StreamARN " + arn + " is not of the form " + arn("<name>"));
        }
        return arn.substring(slash + ":stream/".length());
    }
}
