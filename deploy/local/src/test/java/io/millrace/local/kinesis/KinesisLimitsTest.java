package io.millrace.local.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.http.WireException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.ExpiredNextTokenException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Limits, rates, retention and time, which need the stand-in's own settings and clock. */
class KinesisLimitsTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final String SHARD = "shardId-000000000000";

    private final ManualClock clock = new ManualClock(START);
    private KinesisStandIn standIn = KinesisStandIn.start(KinesisOptions.standard());
    private KinesisClient kinesis = KinesisClients.forEndpoint(standIn.endpoint());

    @AfterEach
    void stop() {
        kinesis.close();
        standIn.close();
    }

    @Test
    void anIteratorLivesForFiveMinutes() {
        start(KinesisOptions.standard());
        var iterator = iterator();

        clock.advance(Duration.ofMinutes(5));
        var next = get(iterator).nextShardIterator();
        clock.advance(Duration.ofMillis(1));

        assertThatThrownBy(() -> get(iterator)).isInstanceOf(ExpiredIteratorException.class);
        assertThat(get(next).records()).isEmpty();
    }

    @Test
    void aListShardsTokenLivesForFiveMinutes() {
        start(KinesisOptions.standard());
        standIn.createStream("wide", 2);
        var token = kinesis.listShards(request -> request.streamName("wide").maxResults(1))
                .nextToken();

        clock.advance(Duration.ofMinutes(5).plusMillis(1));

        assertThatThrownBy(() -> kinesis.listShards(request -> request.nextToken(token)))
                .isInstanceOf(ExpiredNextTokenException.class);
    }

    @Test
    void anIteratorOfADeletedStreamDoesNotReadItsSuccessor() {
        start(KinesisOptions.standard());
        var iterator = iterator();
        kinesis.deleteStream(request -> request.streamName("events"));
        clock.advance(Duration.ofSeconds(1));
        standIn.createStream("events", 1);

        assertThatThrownBy(() -> get(iterator)).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aShardTakesAThousandRecordsASecondWhereRatesAreOn() {
        start(KinesisOptions.standard().withLimits(KinesisLimits.documented().withThroughput()));

        assertThat(putMany(500, 10)).isZero();
        assertThat(putMany(500, 10)).isZero();
        assertThat(putMany(5, 10)).isEqualTo(5);
        clock.advance(Duration.ofMillis(3));
        assertThat(putMany(5, 10)).isEqualTo(2);
        assertThat(standIn.records("events")).hasSize(1003);
    }

    @Test
    void aShardTakesAMebibyteASecondWhereRatesAreOn() {
        start(KinesisOptions.standard().withLimits(KinesisLimits.documented().withThroughput()));

        assertThat(putMany(3, 500_000)).isEqualTo(1);
        assertThatThrownBy(() -> put(500_000)).isInstanceOf(ProvisionedThroughputExceededException.class);
        clock.advance(Duration.ofSeconds(1));
        put(500_000);

        assertThat(standIn.records("events")).hasSize(3);
    }

    @Test
    void aShardIsReadFiveTimesASecondWhereRatesAreOn() {
        start(KinesisOptions.standard().withLimits(KinesisLimits.documented().withThroughput()));
        var iterator = iterator();

        IntStream.range(0, 5).forEach(i -> get(iterator));

        assertThatThrownBy(() -> get(iterator)).isInstanceOf(ProvisionedThroughputExceededException.class);
        clock.advance(Duration.ofMillis(200));
        assertThat(get(iterator).records()).isEmpty();
    }

    @Test
    void aLargeReadIsPaidOffAtTwoMebibytesASecondWhereRatesAreOn() {
        start(KinesisOptions.standard().withLimits(KinesisLimits.documented().withThroughput()));
        IntStream.range(0, 8).forEach(i -> standIn.put("events", "k", new byte[1024 * 1024], START));
        var iterator = iterator();
        assertThat(get(iterator).records()).hasSize(8);

        clock.advance(Duration.ofMillis(2_900));
        assertThatThrownBy(() -> get(iterator)).isInstanceOf(ProvisionedThroughputExceededException.class);
        clock.advance(Duration.ofMillis(200));
        assertThat(get(iterator).records()).hasSize(8);
    }

    @Test
    void oneReadGivesTenMebibytesAtMost() {
        start(KinesisOptions.standard());
        IntStream.range(0, 25).forEach(i -> standIn.put("events", "k", new byte[1_000_000], START.plusSeconds(i)));

        var first = get(iterator());
        var second = get(first.nextShardIterator());

        assertThat(first.records()).hasSize(10);
        assertThat(first.millisBehindLatest()).isEqualTo(15_000);
        assertThat(second.records()).hasSize(10);
        assertThat(get(second.nextShardIterator()).records()).hasSize(5);
    }

    @Test
    void aBatchHasTenMebibytesAtMost() {
        start(KinesisOptions.standard());

        assertThat(putMany(10, 1_048_575)).isZero();
        assertThatThrownBy(() -> putMany(11, 1_048_575)).isInstanceOf(InvalidArgumentException.class);
        assertThat(standIn.records("events")).hasSize(10);
    }

    @Test
    void theOldRecordLimitCanBeKept() {
        start(KinesisOptions.standard().withLimits(KinesisLimits.until2025()));

        put(1024 * 1024 - 1);

        assertThatThrownBy(() -> put(1024 * 1024)).hasMessageContaining("less than or equal to 1048576");
        assertThatThrownBy(() -> standIn.put("events", "k", new byte[1024 * 1024], START))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("1048576");
    }

    @Test
    void anAccountHasALimitOfShards() {
        start(KinesisOptions.standard());

        assertThatThrownBy(() -> kinesis.createStream(
                        request -> request.streamName("too-wide").shardCount(500)))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("Current shard count for the account: 1. Limit: 500");
        kinesis.createStream(request -> request.streamName("wide").shardCount(499));
        assertThatThrownBy(() -> kinesis.splitShard(request ->
                        request.streamName("events").shardToSplit(SHARD).newStartingHashKey("7")))
                .isInstanceOf(LimitExceededException.class);
    }

    @Test
    void theOldestRecordsGoWhenAShardIsFull() {
        start(KinesisOptions.standard().withRetention(new Retention(1_000_000, 10)));
        var fromTheStart = iterator();
        IntStream.range(0, 1_000)
                .forEach(i -> standIn.put("events", "k", Integer.toString(i).getBytes(UTF_8), START));

        var kept = get(fromTheStart).records().stream()
                .map(record -> record.data().asUtf8String())
                .toList();

        assertThat(kept)
                .isEqualTo(
                        IntStream.range(990, 1_000).mapToObj(Integer::toString).toList());
        assertThat(standIn.trimmed("events")).isEqualTo(990);
    }

    @Test
    void retentionBoundsBytesToo() {
        start(KinesisOptions.standard().withRetention(new Retention(2_500, 1_000_000)));
        IntStream.range(0, 7).forEach(i -> standIn.put("events", "k", new byte[999], START));

        assertThat(standIn.records("events")).hasSize(2);
    }

    @Test
    void arrivalTimesMayBeSupplied() {
        start(KinesisOptions.standard());
        var arrivedAt = Instant.parse("2019-05-05T05:05:05.005Z");

        var position = standIn.put("events", "k", "data".getBytes(UTF_8), arrivedAt);

        var record = get(iterator()).records().get(0);
        assertThat(record.approximateArrivalTimestamp()).isEqualTo(arrivedAt);
        assertThat(record.sequenceNumber()).isEqualTo(position.sequenceNumber()).hasSize(56);
        assertThat(position.shardId()).isEqualTo(SHARD);
    }

    @Test
    void aTimestampIteratorCannotStartInTheFuture() {
        start(KinesisOptions.standard());

        assertThatThrownBy(() -> kinesis.getShardIterator(request -> request.streamName("events")
                        .shardId(SHARD)
                        .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(START.plusMillis(1))))
                .isInstanceOf(InvalidArgumentException.class);
    }

    private void start(KinesisOptions options) {
        stop();
        standIn = KinesisStandIn.start(options.withClock(clock));
        kinesis = KinesisClients.forEndpoint(standIn.endpoint());
        standIn.createStream("events", 1);
    }

    private String iterator() {
        return kinesis.getShardIterator(request ->
                        request.streamName("events").shardId(SHARD).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
    }

    private GetRecordsResponse get(String iterator) {
        return kinesis.getRecords(request -> request.shardIterator(iterator));
    }

    private void put(int bytes) {
        kinesis.putRecord(request ->
                request.streamName("events").partitionKey("k").data(SdkBytes.fromByteArray(new byte[bytes])));
    }

    private int putMany(int count, int bytes) {
        var entry = PutRecordsRequestEntry.builder()
                .partitionKey("k")
                .data(SdkBytes.fromByteArray(new byte[bytes]))
                .build();
        return kinesis.putRecords(request -> request.streamName("events").records(Collections.nCopies(count, entry)))
                .failedRecordCount();
    }
}
