package io.millrace.local.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/**
 * What Kinesis promises, as the real client sees it. Run against our stand-in and against an emulator that others wrote, so that the
 * stand-in is not merely its author's belief. Where an implementation is known to differ, it lists the test and the reason.
 */
abstract class KinesisContract {
    private static final BigInteger KEYS = BigInteger.ONE.shiftLeft(128);

    private @Nullable KinesisClient connected;
    private String stream = "";

    /** A client of the implementation under test, without retries. */
    abstract KinesisClient client();

    /** Ends what {@link #client()} began. */
    void stop() {}

    /** Tests whose outcome is known to differ here, with the difference. */
    Map<String, String> knownDifferences() {
        return Map.of();
    }

    /** Data and partition key of the largest record that is taken. */
    abstract int largestRecordBytes();

    @BeforeEach
    void nameTheStreamAndConnect(TestInfo test) {
        var method = test.getTestMethod().orElseThrow().getName();
        var difference = knownDifferences().get(method);
        assumeFalse(difference != null, () -> "differs from AWS: " + difference);
        stream = method;
        connected = client();
    }

    @AfterEach
    void closeTheClient() {
        if (connected == null) {
            return;
        }
        try {
            connected.deleteStream(request -> request.streamName(stream));
        } catch (KinesisException e) {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ResourceNotFoundException");
        }
        connected.close();
        stop();
    }

    private KinesisClient kinesis() {
        return Objects.requireNonNull(connected);
    }

    @Test
    void shardsOfANewStreamCoverTheHashKeySpaceOnce() {
        createStream(3);

        var next = BigInteger.ZERO;
        for (var shard : shards()) {
            assertThat(new BigInteger(shard.hashKeyRange().startingHashKey())).isEqualTo(next);
            next = new BigInteger(shard.hashKeyRange().endingHashKey()).add(BigInteger.ONE);
            assertThat(shard.parentShardId()).isNull();
            assertThat(shard.sequenceNumberRange().endingSequenceNumber()).isNull();
        }

        assertThat(next).isEqualTo(KEYS);
        assertThat(shards())
                .extracting(Shard::shardId)
                .containsExactly("shardId-000000000000", "shardId-000000000001", "shardId-000000000002");
    }

    @Test
    void describesAStreamWithItsArnStatusAndCreation() {
        createStream(1);

        var description =
                kinesis().describeStream(request -> request.streamName(stream)).streamDescription();

        assertThat(description.streamARN()).startsWith("arn:aws:kinesis:").endsWith(":stream/" + stream);
        assertThat(description.streamStatus()).isEqualTo(StreamStatus.ACTIVE);
        assertThat(description.retentionPeriodHours()).isEqualTo(24);
        assertThat(description.hasMoreShards()).isFalse();
        assertThat(description.streamCreationTimestamp()).isBetween(minutesAgo(5), minutesAgo(-5));
    }

    @Test
    void findsAStreamByItsArn() {
        createStream(1);
        var arn = kinesis()
                .describeStream(request -> request.streamName(stream))
                .streamDescription()
                .streamARN();

        var summary = kinesis()
                .describeStreamSummary(request -> request.streamARN(arn))
                .streamDescriptionSummary();

        assertThat(summary.streamName()).isEqualTo(stream);
        assertThat(summary.openShardCount()).isEqualTo(1);
    }

    @Test
    void listsStreamsByName() {
        createStream(1);

        assertThat(kinesis().listStreams().streamNames()).contains(stream);
    }

    @Test
    void aDeletedStreamIsNotFound() {
        createStream(1);
        kinesis().deleteStream(request -> request.streamName(stream));

        awaitDeletion();
        assertThat(errorOf(() -> put("key", "data"))).isEqualTo("ResourceNotFoundException");
    }

    @Test
    void aSecondStreamOfTheSameNameIsRefused() {
        createStream(1);

        assertThat(errorOf(() -> kinesis()
                        .createStream(request -> request.streamName(stream).shardCount(1))))
                .isEqualTo("ResourceInUseException");
    }

    @Test
    void anUnknownStreamIsNotFound() {
        assertThat(errorOf(() -> put("key", "data"))).isEqualTo("ResourceNotFoundException");
        assertThat(errorOf(() -> kinesis().listShards(request -> request.streamName(stream))))
                .isEqualTo("ResourceNotFoundException");
    }

    @Test
    void anUnknownShardIsNotFound() {
        createStream(1);

        assertThat(errorOf(() -> iterator("shardId-000000000099", ShardIteratorType.LATEST)))
                .isEqualTo("ResourceNotFoundException");
    }

    @Test
    void recordsOfOneKeyComeBackInOrderWithGrowingSequenceNumbers() {
        createStream(2);
        var positions =
                IntStream.range(0, 20).mapToObj(i -> put("key", "data-" + i)).toList();

        var records = readAll(positions.get(0).shardId());

        assertThat(records).extracting(KinesisContract::text).isEqualTo(texts("data-", 20));
        assertThat(records)
                .extracting(Record::sequenceNumber)
                .isEqualTo(positions.stream()
                        .map(PutRecordResponse::sequenceNumber)
                        .toList());
        assertThat(records)
                .extracting(record -> new BigInteger(record.sequenceNumber()))
                .isSorted();
        assertThat(records).extracting(Record::partitionKey).containsOnly("key");
    }

    @Test
    void bytesComeBackAsTheyWent() {
        createStream(1);
        var bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        kinesis()
                .putRecord(request ->
                        request.streamName(stream).partitionKey("schlüssel-キー").data(SdkBytes.fromByteArray(bytes)));

        var record = readAll(shards().get(0).shardId()).get(0);

        assertThat(record.data().asByteArray()).isEqualTo(bytes);
        assertThat(record.partitionKey()).isEqualTo("schlüssel-キー");
    }

    @Test
    void arrivalIsTheTimeOfThePut() {
        createStream(1);
        put("key", "data");

        var record = readAll(shards().get(0).shardId()).get(0);

        assertThat(record.approximateArrivalTimestamp()).isBetween(minutesAgo(5), minutesAgo(-5));
    }

    @Test
    void aPartitionKeyGoesToTheShardOfItsMd5() {
        createStream(4);

        // md5("a") = 0cc1…, md5("b") = 92eb…, md5("c") = 4a8a…, md5("d") = 8277…, md5("e") = e167…
        assertThat(put("a", "x").shardId()).isEqualTo("shardId-000000000000");
        assertThat(put("b", "x").shardId()).isEqualTo("shardId-000000000002");
        assertThat(put("c", "x").shardId()).isEqualTo("shardId-000000000001");
        assertThat(put("d", "x").shardId()).isEqualTo("shardId-000000000002");
        assertThat(put("e", "x").shardId()).isEqualTo("shardId-000000000003");
    }

    @Test
    void anExplicitHashKeyOverridesThePartitionKey() {
        createStream(4);

        var position = kinesis().putRecord(request -> request.streamName(stream)
                .partitionKey("a")
                .explicitHashKey(KEYS.subtract(BigInteger.ONE).toString())
                .data(SdkBytes.fromUtf8String("x")));

        assertThat(position.shardId()).isEqualTo("shardId-000000000003");
    }

    @Test
    void anExplicitHashKeyOutsideTheSpaceIsRefused() {
        createStream(1);

        assertThat(errorOf(() -> kinesis().putRecord(request -> request.streamName(stream)
                        .partitionKey("a")
                        .explicitHashKey(KEYS.toString())
                        .data(SdkBytes.fromUtf8String("x")))))
                .isEqualTo("InvalidArgumentException");
    }

    @Test
    void putRecordsAnswersByPosition() {
        createStream(4);
        var keys = List.of("a", "b", "c", "e");

        var answer = kinesis().putRecords(request -> request.streamName(stream)
                .records(keys.stream().map(key -> entry(key, "data-" + key)).toList()));

        assertThat(answer.failedRecordCount()).isZero();
        assertThat(answer.records())
                .extracting(result -> result.shardId().substring(19))
                .containsExactly("0", "2", "1", "3");
        for (int i = 0; i < keys.size(); i++) {
            var shardId = answer.records().get(i).shardId();
            assertThat(readAll(shardId)).extracting(KinesisContract::text).containsExactly("data-" + keys.get(i));
        }
    }

    @Test
    void putRecordsTakesFiveHundredRecordsAndNoMore() {
        createStream(1);

        assertThat(putMany(500)).isZero();
        assertThat(errorOf(() -> putMany(501))).isIn("ValidationException", "InvalidArgumentException");
        assertThat(readAll(shards().get(0).shardId())).hasSize(500);
    }

    @Test
    void aPartitionKeyHas256CharactersAtMost() {
        createStream(1);

        assertThat(put("k".repeat(256), "x").shardId()).isNotEmpty();
        assertThat(errorOf(() -> put("k".repeat(257), "x"))).isIn("ValidationException", "InvalidArgumentException");
    }

    @Test
    void aRecordAboveTheLargestSizeIsRefused() {
        createStream(1);
        int largest = largestRecordBytes();

        put("k", "x".repeat(largest - 1));

        assertThat(errorOf(() -> put("k", "x".repeat(largest + 1))))
                .isIn("ValidationException", "InvalidArgumentException");
    }

    @Test
    void getRecordsHonoursItsLimitAndGoesOnWhereItStopped() {
        createStream(1);
        putMany(25);
        var iterator = iterator(shards().get(0).shardId(), ShardIteratorType.TRIM_HORIZON);

        var first = get(iterator, 10);
        var second = get(first.nextShardIterator(), 10);
        var third = get(second.nextShardIterator(), 10);

        assertThat(first.records()).extracting(KinesisContract::text).isEqualTo(texts("data-", 10));
        assertThat(second.records()).hasSize(10);
        assertThat(third.records())
                .extracting(KinesisContract::text)
                .containsExactly("data-20", "data-21", "data-22", "data-23", "data-24");
        assertThat(third.millisBehindLatest()).isZero();
        assertThat(get(third.nextShardIterator(), 10).records()).isEmpty();
    }

    @Test
    void getRecordsGivesTenThousandAtMost() {
        createStream(1);
        var iterator = iterator(shards().get(0).shardId(), ShardIteratorType.TRIM_HORIZON);

        assertThat(errorOf(() -> get(iterator, 10_001))).isIn("InvalidArgumentException", "ValidationException");
    }

    @Test
    void anIteratorMayBeUsedTwice() {
        createStream(1);
        put("key", "data");
        var iterator = iterator(shards().get(0).shardId(), ShardIteratorType.TRIM_HORIZON);

        assertThat(get(iterator, 10).records()).isEqualTo(get(iterator, 10).records());
    }

    @Test
    void latestSeesOnlyWhatComesAfter() {
        createStream(1);
        put("key", "before");
        var iterator = iterator(shards().get(0).shardId(), ShardIteratorType.LATEST);
        put("key", "after");

        assertThat(get(iterator, 10).records())
                .extracting(KinesisContract::text)
                .containsExactly("after");
    }

    @Test
    void sequenceNumberIteratorsStartAtOrAfterIt() {
        createStream(1);
        put("key", "first");
        var position = put("key", "second");
        put("key", "third");

        assertThat(get(iteratorAt(position, ShardIteratorType.AT_SEQUENCE_NUMBER), 10)
                        .records())
                .extracting(KinesisContract::text)
                .containsExactly("second", "third");
        assertThat(get(iteratorAt(position, ShardIteratorType.AFTER_SEQUENCE_NUMBER), 10)
                        .records())
                .extracting(KinesisContract::text)
                .containsExactly("third");
    }

    @Test
    void timestampIteratorsStartAtTheFirstRecordNotEarlier() {
        createStream(1);
        put("key", "old");
        put("key", "new");
        var shardId = shards().get(0).shardId();
        var arrival = readAll(shardId).get(0).approximateArrivalTimestamp();

        var fromArrival = kinesis().getShardIterator(request -> request.streamName(stream)
                .shardId(shardId)
                .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                .timestamp(arrival));
        var fromEarlier = kinesis().getShardIterator(request -> request.streamName(stream)
                .shardId(shardId)
                .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                .timestamp(arrival.minusSeconds(3600)));

        assertThat(get(fromArrival.shardIterator(), 10).records())
                .first()
                .extracting(KinesisContract::text)
                .isEqualTo("old");
        assertThat(get(fromEarlier.shardIterator(), 10).records()).hasSize(2);
    }

    @Test
    void aSequenceNumberOfAnotherShardIsRefused() {
        createStream(4);
        var position = put("a", "x");

        var error = errorOf(() -> kinesis().getShardIterator(request -> request.streamName(stream)
                .shardId("shardId-000000000003")
                .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                .startingSequenceNumber(position.sequenceNumber())));

        assertThat(error).isEqualTo("InvalidArgumentException");
    }

    @Test
    void aMadeUpIteratorIsRefused() {
        createStream(1);

        assertThat(errorOf(() -> get("bm90LWFuLWl0ZXJhdG9y", 10))).isEqualTo("InvalidArgumentException");
    }

    @Test
    void listShardsPagesToTheEnd() {
        createStream(5);

        var first = kinesis().listShards(request -> request.streamName(stream).maxResults(2));
        var second = kinesis()
                .listShards(request -> request.nextToken(first.nextToken()).maxResults(2));
        var third = kinesis()
                .listShards(request -> request.nextToken(second.nextToken()).maxResults(2));

        assertThat(first.shards()).hasSize(2);
        assertThat(second.shards()).hasSize(2);
        assertThat(third.shards()).extracting(Shard::shardId).containsExactly("shardId-000000000004");
        assertThat(third.nextToken()).isNull();
    }

    @Test
    void listShardsStartsAfterTheGivenShard() {
        createStream(3);

        var shards = kinesis()
                .listShards(request -> request.streamName(stream).exclusiveStartShardId("shardId-000000000001"))
                .shards();

        assertThat(shards).extracting(Shard::shardId).containsExactly("shardId-000000000002");
    }

    @Test
    void aSplitClosesTheParentAndItsChildrenShareItsKeys() {
        createStream(1);
        put("a", "before");
        var parent = shards().get(0);

        split(parent);

        var family = shards();
        assertThat(family).hasSize(3);
        assertThat(family.get(0).sequenceNumberRange().endingSequenceNumber()).isNotNull();
        var left = family.get(1);
        var right = family.get(2);
        assertThat(List.of(left, right)).allSatisfy(child -> {
            assertThat(child.parentShardId()).isEqualTo(parent.shardId());
            assertThat(child.adjacentParentShardId()).isNull();
            assertThat(child.sequenceNumberRange().endingSequenceNumber()).isNull();
        });
        assertThat(left.hashKeyRange().startingHashKey()).isEqualTo("0");
        assertThat(new BigInteger(left.hashKeyRange().endingHashKey()).add(BigInteger.ONE))
                .isEqualTo(new BigInteger(right.hashKeyRange().startingHashKey()));
        assertThat(right.hashKeyRange().endingHashKey())
                .isEqualTo(KEYS.subtract(BigInteger.ONE).toString());
    }

    @Test
    void aSplitParentDrainsAndEndsAndItsChildrenGoOn() {
        createStream(1);
        put("a", "before-a");
        put("b", "before-b");
        var parent = shards().get(0);
        split(parent);
        put("a", "after-a");
        put("b", "after-b");

        assertThat(readToTheEnd(parent.shardId()))
                .extracting(KinesisContract::text)
                .containsExactly("before-a", "before-b");
        assertThat(readAll(shards().get(1).shardId()))
                .extracting(KinesisContract::text)
                .containsExactly("after-a");
        assertThat(readAll(shards().get(2).shardId()))
                .extracting(KinesisContract::text)
                .containsExactly("after-b");
    }

    @Test
    void theEndOfAClosedShardNamesItsChildren() {
        createStream(1);
        var parent = shards().get(0);
        split(parent);

        var end = get(iterator(parent.shardId(), ShardIteratorType.TRIM_HORIZON), 10);

        assertThat(end.nextShardIterator()).isNull();
        assertThat(end.childShards())
                .extracting(child -> child.shardId() + " of " + child.parentShards())
                .containsExactlyInAnyOrder(
                        "shardId-000000000001 of [shardId-000000000000]",
                        "shardId-000000000002 of [shardId-000000000000]");
    }

    @Test
    void aMergeClosesBothParentsAndTheChildTakesTheirKeys() {
        createStream(2);
        put("a", "left");
        put("b", "right");
        var left = shards().get(0);
        var right = shards().get(1);

        kinesis()
                .mergeShards(request ->
                        request.streamName(stream).shardToMerge(left.shardId()).adjacentShardToMerge(right.shardId()));
        awaitActive();
        put("a", "after-a");
        put("b", "after-b");

        var child = shards().get(2);
        assertThat(child.parentShardId()).isEqualTo(left.shardId());
        assertThat(child.adjacentParentShardId()).isEqualTo(right.shardId());
        assertThat(child.hashKeyRange().startingHashKey()).isEqualTo("0");
        assertThat(child.hashKeyRange().endingHashKey())
                .isEqualTo(KEYS.subtract(BigInteger.ONE).toString());
        assertThat(readToTheEnd(left.shardId()))
                .extracting(KinesisContract::text)
                .containsExactly("left");
        assertThat(readToTheEnd(right.shardId()))
                .extracting(KinesisContract::text)
                .containsExactly("right");
        assertThat(readAll(child.shardId())).extracting(KinesisContract::text).containsExactly("after-a", "after-b");
    }

    @Test
    void shardsThatAreNotNeighboursDoNotMerge() {
        createStream(3);

        assertThat(errorOf(() -> kinesis().mergeShards(request -> request.streamName(stream)
                        .shardToMerge("shardId-000000000000")
                        .adjacentShardToMerge("shardId-000000000002"))))
                .isEqualTo("InvalidArgumentException");
    }

    @Test
    void aClosedShardIsNotSplitAgain() {
        createStream(1);
        var parent = shards().get(0);
        split(parent);

        assertThat(errorOf(() -> split(parent))).isEqualTo("InvalidArgumentException");
    }

    @Test
    void aSplitOutsideTheShardIsRefused() {
        createStream(2);

        assertThat(errorOf(() -> kinesis().splitShard(request -> request.streamName(stream)
                        .shardToSplit("shardId-000000000000")
                        .newStartingHashKey(KEYS.subtract(BigInteger.TWO).toString()))))
                .isEqualTo("InvalidArgumentException");
    }

    @Test
    void onlyOpenShardsAreLatest() {
        createStream(1);
        split(shards().get(0));

        var open = kinesis()
                .listShards(request -> request.streamName(stream).shardFilter(filter -> filter.type("AT_LATEST")))
                .shards();

        assertThat(open).extracting(Shard::shardId).containsExactly("shardId-000000000001", "shardId-000000000002");
    }

    @Test
    void twoWritersLoseNothingAndEachKeepsItsOrder() throws InterruptedException {
        createStream(2);
        var writers = List.of(writer("one"), writer("two"));
        writers.forEach(Thread::start);
        for (var writer : writers) {
            writer.join();
        }

        var records = new ArrayList<Record>();
        shards().forEach(shard -> records.addAll(readAll(shard.shardId())));

        assertThat(records).hasSize(200);
        for (var name : List.of("one", "two")) {
            var ofOneWriter = records.stream()
                    .filter(record -> record.partitionKey().equals(name))
                    .sorted(Comparator.comparing(record -> new BigInteger(record.sequenceNumber())))
                    .map(KinesisContract::text)
                    .toList();
            assertThat(ofOneWriter).isEqualTo(texts(name + "-", 100));
        }
        Set<String> numbers = new HashSet<>();
        records.forEach(record -> numbers.add(record.sequenceNumber()));
        assertThat(numbers).hasSize(200);
    }

    private Thread writer(String name) {
        return new Thread(() -> IntStream.range(0, 100).forEach(i -> put(name, name + "-" + i)), "writer-" + name);
    }

    private void createStream(int shards) {
        kinesis().createStream(request -> request.streamName(stream).shardCount(shards));
        awaitActive();
    }

    private void awaitActive() {
        await(
                "the stream to be ACTIVE",
                () -> kinesis()
                                .describeStreamSummary(request -> request.streamName(stream))
                                .streamDescriptionSummary()
                                .streamStatus()
                        == StreamStatus.ACTIVE);
    }

    private void awaitDeletion() {
        await(
                "the stream to be gone",
                () -> !kinesis().listStreams().streamNames().contains(stream));
    }

    private static void await(String what, BooleanSupplier condition) {
        var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline for " + what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private void split(Shard shard) {
        kinesis().splitShard(request -> request.streamName(stream)
                .shardToSplit(shard.shardId())
                .newStartingHashKey(KEYS.shiftRight(1).toString()));
        awaitActive();
    }

    private List<Shard> shards() {
        return kinesis().listShards(request -> request.streamName(stream)).shards().stream()
                .sorted(Comparator.comparing(Shard::shardId))
                .toList();
    }

    private PutRecordResponse put(String key, String data) {
        return kinesis()
                .putRecord(
                        request -> request.streamName(stream).partitionKey(key).data(SdkBytes.fromUtf8String(data)));
    }

    private int putMany(int count) {
        var entries =
                texts("data-", count).stream().map(data -> entry("key", data)).toList();
        return kinesis()
                .putRecords(request -> request.streamName(stream).records(entries))
                .failedRecordCount();
    }

    private static PutRecordsRequestEntry entry(String key, String data) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(key)
                .data(SdkBytes.fromUtf8String(data))
                .build();
    }

    private String iterator(String shardId, ShardIteratorType type) {
        return iterator(request -> request.shardId(shardId).shardIteratorType(type));
    }

    private String iteratorAt(PutRecordResponse position, ShardIteratorType type) {
        return iterator(request -> request.shardId(position.shardId())
                .shardIteratorType(type)
                .startingSequenceNumber(position.sequenceNumber()));
    }

    private String iterator(Consumer<GetShardIteratorRequest.Builder> start) {
        return kinesis()
                .getShardIterator(start.andThen(request -> request.streamName(stream)))
                .shardIterator();
    }

    private GetRecordsResponse get(String iterator, int limit) {
        return kinesis().getRecords(request -> request.shardIterator(iterator).limit(limit));
    }

    /** Reads an open shard until it gives nothing more. */
    private List<Record> readAll(String shardId) {
        var records = new ArrayList<Record>();
        var answer = get(iterator(shardId, ShardIteratorType.TRIM_HORIZON), 10_000);
        while (!answer.records().isEmpty()) {
            records.addAll(answer.records());
            answer = get(answer.nextShardIterator(), 10_000);
        }
        return records;
    }

    /** Reads a closed shard until it gives no next iterator. */
    private List<Record> readToTheEnd(String shardId) {
        var records = new ArrayList<Record>();
        var iterator = iterator(shardId, ShardIteratorType.TRIM_HORIZON);
        for (int reads = 0; iterator != null; reads++) {
            assertThat(reads).as("reads until the closed shard ends").isLessThan(10);
            var answer = get(iterator, 10_000);
            records.addAll(answer.records());
            iterator = answer.nextShardIterator();
        }
        return records;
    }

    private static String errorOf(ThrowingCallable call) {
        var error = catchThrowableOfType(KinesisException.class, call);
        assertThat(error).as("an error of the service").isNotNull();
        assertThat(error.statusCode()).isEqualTo(400);
        return error.awsErrorDetails().errorCode();
    }

    private static String text(Record record) {
        return new String(record.data().asByteArray(), UTF_8);
    }

    private static List<String> texts(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private static Instant minutesAgo(int minutes) {
        return Instant.now().minus(Duration.ofMinutes(minutes));
    }
}
