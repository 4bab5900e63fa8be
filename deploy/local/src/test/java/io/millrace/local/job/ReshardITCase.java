package io.millrace.local.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.DeadLetter;
import io.millrace.domain.Decision;
import io.millrace.domain.Origin;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadEvent;
import io.millrace.operators.lake.Lake;
import io.millrace.testing.simulation.Scenarios;
import io.millrace.testing.simulation.SimulatedRecord;
import io.millrace.testing.simulation.Simulation;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** A split and a merge while the job reads lose no record and repeat none. */
class ReshardITCase {
    private static final Instant START = Instant.parse("2026-08-05T06:00:00Z");
    private static final Instant END = START.plusSeconds(6 * 3600);

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void everyEventIsDecidedOnceThroughASplitAndAMerge() throws Exception {
        try (var job = LiveJob.start();
                var kinesis = client(job.kinesis().endpoint())) {
            List<SimulatedRecord> records = records();
            var ids = new ArrayList<String>();

            put(job, records.subList(0, records.size() / 3), ids);
            job.until(() -> !job.rows().of(Lake.DECISIONS, Decision.class).isEmpty());
            kinesis.splitShard(request -> request.streamName(LiveJob.EVENTS)
                    .shardToSplit("shardId-000000000000")
                    .newStartingHashKey("7" + "0".repeat(37)));
            put(job, records.subList(records.size() / 3, records.size() * 2 / 3), ids);
            int half = ids.size() / 2;
            job.until(() -> job.rows().of(Lake.DECISIONS, Decision.class).size() > half);
            kinesis.mergeShards(request -> request.streamName(LiveJob.EVENTS)
                    .shardToMerge("shardId-000000000003")
                    .adjacentShardToMerge("shardId-000000000001"));
            put(job, records.subList(records.size() * 2 / 3, records.size()), ids);
            closingTicks(job, END.plusSeconds(600), ids);
            job.caughtUp();
            // what a new shard gave after time had gone on waits for the next tick
            closingTicks(job, END.plusSeconds(1200), ids);
            job.until(() -> ended(job).count() >= ids.size());
            job.settle();

            assertThat(job.kinesis().records(LiveJob.EVENTS)).hasSize(ids.size());
            assertThat(ended(job).toList()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(ids);
            assertThat(job.rows().of(Lake.THREAD_EVENTS, ThreadEvent.class))
                    .isNotEmpty()
                    .extracting(member -> member.getThreadId() + member.getRecordId() + member.getEventId())
                    .doesNotHaveDuplicates();
            assertThat(job.rows().of(Lake.THREADS, ThreadChange.class))
                    .filteredOn(change -> change.getChange().equals("OPENED"))
                    .isNotEmpty()
                    .extracting(ThreadChange::getThreadId)
                    .doesNotHaveDuplicates();
        }
    }

    private static List<SimulatedRecord> records() {
        var records = new ArrayList<SimulatedRecord>();
        Simulation.over(Scenarios.demo().withPeriodMinutes(10).withNoisePerSignal(4), 7, START, END)
                .forEachRemaining(records::add);
        return records;
    }

    /** On every shard, so that all that came before is complete. */
    private static void closingTicks(LiveJob job, Instant at, List<String> ids) {
        for (int key = 0; key < 32; key++) {
            ids.add(job.put(
                    LiveJob.EVENTS, "key-" + key, Payloads.tick("e" + key, at).getBytes(UTF_8), at));
            job.put(LiveJob.METRICS, "key-" + key, Payloads.tick("m" + key, at).getBytes(UTF_8), at);
        }
    }

    private static void put(LiveJob job, List<SimulatedRecord> records, List<String> ids) {
        for (SimulatedRecord record : records) {
            boolean metrics = record.stream().equals(SimulatedRecord.METRICS);
            String id = job.put(
                    metrics ? LiveJob.METRICS : LiveJob.EVENTS,
                    record.partitionKey(),
                    record.data(),
                    record.arrivedAt());
            if (!metrics) {
                ids.add(id);
            }
        }
    }

    /** Ids of the event records that have come to an end: decided, or dead. */
    private static Stream<String> ended(LiveJob job) {
        return Stream.concat(
                job.rows().of(Lake.DECISIONS, Decision.class).stream()
                        .filter(decision -> decision.getFinal$() && decision.getOrigin() == Origin.STREAM)
                        .map(Decision::getRecordId),
                job.rows().of(Lake.DEAD_LETTERS, DeadLetter.class).stream()
                        .filter(letter -> letter.getStream().equals("events"))
                        .map(DeadLetter::getRecordId));
    }

    private static KinesisClient client(URI endpoint) {
        return KinesisClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }
}
