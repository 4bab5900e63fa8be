package io.millrace.local.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The connector that the job uses, in a real Flink, through a split and a merge. */
class FlinkConsumerITCase {
    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void readsEveryRecordOnceThroughASplitAndAMerge() throws Exception {
        try (var standIn = KinesisStandIn.start(KinesisOptions.standard());
                var kinesis = KinesisClients.forEndpoint(standIn.endpoint());
                var environment = StreamExecutionEnvironment.createLocalEnvironment(2)) {
            standIn.createStream("events", 2);
            var records = environment
                    .addSource(new FlinkKinesisConsumer<>("events", new SimpleStringSchema(), settings(standIn)))
                    .uid("read-events")
                    .executeAndCollect();
            var read = new ArrayList<String>();

            put(standIn, 0);
            IntStream.range(0, 100).forEach(i -> read.add(records.next()));
            kinesis.splitShard(request -> request.streamName("events")
                    .shardToSplit("shardId-000000000000")
                    .newStartingHashKey("7"));
            put(standIn, 100);
            IntStream.range(0, 100).forEach(i -> read.add(records.next()));
            kinesis.mergeShards(request -> request.streamName("events")
                    .shardToMerge("shardId-000000000003")
                    .adjacentShardToMerge("shardId-000000000001"));
            put(standIn, 200);
            IntStream.range(0, 100).forEach(i -> read.add(records.next()));
            records.close();

            assertThat(read).containsExactlyInAnyOrderElementsOf(expected());
        }
    }

    private static void put(KinesisStandIn standIn, int from) {
        IntStream.range(from, from + 100)
                .forEach(i -> standIn.put("events", "key-" + i, ("record-" + i).getBytes(UTF_8)));
    }

    private static List<String> expected() {
        return IntStream.range(0, 300).mapToObj(i -> "record-" + i).toList();
    }

    private static Properties settings(KinesisStandIn standIn) {
        var settings = new Properties();
        settings.setProperty("aws.region", "us-east-1");
        settings.setProperty("aws.endpoint", standIn.endpoint().toString());
        settings.setProperty("aws.credentials.provider", "BASIC");
        settings.setProperty("aws.credentials.provider.basic.accesskeyid", "local");
        settings.setProperty("aws.credentials.provider.basic.secretkey", "local");
        settings.setProperty("flink.stream.initpos", "TRIM_HORIZON");
        settings.setProperty("flink.shard.discovery.intervalmillis", "200");
        settings.setProperty("flink.shard.getrecords.intervalmillis", "50");
        return settings;
    }
}
