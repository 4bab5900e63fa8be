package io.millrace.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.http.EntryFault;
import io.millrace.local.http.Fault;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Faults that a test plans. */
class KinesisFaultsTest {
    private final KinesisStandIn standIn = KinesisStandIn.start(KinesisOptions.standard());
    private final KinesisClient kinesis = KinesisClients.forEndpoint(standIn.endpoint());

    @BeforeEach
    void createAStream() {
        standIn.createStream("events", 1);
    }

    @AfterEach
    void stop() {
        kinesis.close();
        standIn.close();
    }

    @Test
    void theNextCallsOfOneActionFailThenItWorksAgain() {
        standIn.faults().failNext("PutRecord", 2, Fault.error(400, "LimitExceededException", "planned"));

        assertThatThrownBy(this::put).isInstanceOf(LimitExceededException.class).hasMessageContaining("planned");
        assertThatCode(() -> kinesis.listStreams()).doesNotThrowAnyException();
        assertThat(standIn.faults().pending("PutRecord")).isOne();
        assertThatThrownBy(this::put).isInstanceOf(LimitExceededException.class);
        put();

        assertThat(standIn.records("events")).hasSize(1);
    }

    @Test
    void aServerErrorHasItsStatus() {
        standIn.faults().failNext("PutRecord", 1, Fault.error(500, "InternalFailureException", "planned"));

        assertThatThrownBy(this::put)
                .isInstanceOfSatisfying(KinesisException.class, error -> assertThat(error.statusCode())
                        .isEqualTo(500));
    }

    @Test
    void aLostConnectionDoesNothing() {
        standIn.faults().failNext("PutRecord", 1, Fault.connectionLost());

        assertThatThrownBy(this::put).isInstanceOf(SdkClientException.class);
        assertThat(standIn.records("events")).isEmpty();
    }

    @Test
    void aLostAnswerHasDoneItsWork() {
        standIn.faults().failNext("PutRecord", 1, Fault.answerLost());

        assertThatThrownBy(this::put).isInstanceOf(SdkClientException.class);
        assertThat(standIn.records("events")).hasSize(1);
    }

    @Test
    void aSlowCallSucceedsLate() {
        standIn.faults().failNext("PutRecord", 1, Fault.slow(Duration.ofMillis(200)));

        var before = System.nanoTime();
        put();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        assertThat(standIn.records("events")).hasSize(1);
    }

    @Test
    void theSameSeedRefusesTheSameRecords() {
        var fault = new EntryFault("InternalFailure", "planned");

        standIn.faults().failEntries("PutRecords", 0.3, 42, fault);
        var first = refusedOfAHundred();
        standIn.faults().failEntries("PutRecords", 0.3, 42, fault);
        var again = refusedOfAHundred();
        standIn.faults().clear();

        assertThat(first).hasSizeBetween(15, 45).isEqualTo(again);
        assertThat(refusedOfAHundred()).isEmpty();
        assertThat(standIn.records("events")).hasSize(300 - 2 * first.size());
    }

    @Test
    void aRateIsBetweenNoneAndAll() {
        assertThatThrownBy(() -> standIn.faults().failEntries("PutRecords", 1.5, 1, new EntryFault("code", "message")))
                .hasMessageContaining("between 0 and 1, not 1.5");
    }

    private void put() {
        kinesis.putRecord(
                request -> request.streamName("events").partitionKey("k").data(SdkBytes.fromUtf8String("data")));
    }

    private List<Integer> refusedOfAHundred() {
        var entry = PutRecordsRequestEntry.builder()
                .partitionKey("k")
                .data(SdkBytes.fromUtf8String("data"))
                .build();
        var results = kinesis.putRecords(
                        request -> request.streamName("events").records(Collections.nCopies(100, entry)))
                .records();
        return java.util.stream.IntStream.range(0, 100)
                .filter(i -> results.get(i).errorCode() != null)
                .boxed()
                .toList();
    }
}
