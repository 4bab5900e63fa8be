package io.millrace.local.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.http.EntryFault;
import io.millrace.local.kinesis.KinesisLimits;
import io.millrace.local.kinesis.KinesisOptions;
import io.millrace.local.kinesis.KinesisStandIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** PutRecords within its limits, against a stand-in that enforces them as they were before 2025. */
class StreamPutTest {
    private final KinesisStandIn standIn =
            KinesisStandIn.start(KinesisOptions.standard().withLimits(KinesisLimits.until2025()));
    private final KinesisClient kinesis = KinesisClient.builder()
            .endpointOverride(standIn.endpoint())
            .region(Region.EU_WEST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build();
    private final List<Duration> pauses = new ArrayList<>();
    private final StreamPut put = new StreamPut(kinesis, "events", pauses::add);

    @BeforeEach
    void aStream() {
        standIn.createStream("events", 1);
    }

    @AfterEach
    void stop() {
        kinesis.close();
        standIn.close();
    }

    @Test
    void fillsRequestsToFiveHundredRecordsAndKeepsTheOrder() throws Exception {
        var expected = IntStream.range(0, 1201).mapToObj(i -> "record " + i).toList();

        for (String record : expected) {
            put.put("key", record.getBytes(UTF_8));
        }
        assertThat(put.taken()).isEqualTo(1000);
        put.flush();

        assertThat(standIn.records("events"))
                .extracting(record -> new String(record.data(), UTF_8))
                .isEqualTo(expected);
        assertThat(put.taken()).isEqualTo(1201);
        assertThat(pauses).isEmpty();
    }

    @Test
    void keepsRequestsBelowFiveMebibytes() throws Exception {
        for (int i = 0; i < 20; i++) {
            put.put("key", new byte[700_000]);
        }
        put.flush();

        assertThat(standIn.records("events")).hasSize(20);
    }

    @Test
    void whatAShardRefusesForItsRateIsPutAgainAndNothingTwice() throws Exception {
        standIn.faults()
                .failEntries(
                        "PutRecords",
                        0.5,
                        7,
                        new EntryFault("ProvisionedThroughputExceededException", "Rate exceeded"));

        for (int i = 0; i < 700; i++) {
            put.put("key", ("record " + i).getBytes(UTF_8));
        }
        put.flush();

        assertThat(standIn.records("events"))
                .extracting(record -> new String(record.data(), UTF_8))
                .hasSize(700)
                .doesNotHaveDuplicates();
        assertThat(pauses).isNotEmpty();
    }

    @Test
    void givesUpWhenTheStreamTakesNothingForLong() throws Exception {
        standIn.faults().failEntries("PutRecords", 1, 7, new EntryFault("InternalFailure", "planned"));
        put.put("key", "record".getBytes(UTF_8));

        assertThatThrownBy(put::flush)
                .isInstanceOf(NotTakenException.class)
                .hasMessageContaining("InternalFailure")
                .hasMessageContaining("redriving everything again is safe");
        assertThat(pauses).hasSize(10).isSorted();
        assertThat(pauses.get(9)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void doesNotAskAgainWhenTheReasonDoesNotPass() throws Exception {
        standIn.faults().failEntries("PutRecords", 1, 7, new EntryFault("KMSDisabledException", "planned"));
        put.put("key", "record".getBytes(UTF_8));

        assertThatThrownBy(put::flush).isInstanceOf(NotTakenException.class).hasMessageContaining("KMSDisabled");
        assertThat(pauses).isEmpty();
    }
}
