package io.millrace.local.kinesis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The contract against the emulator {@code kinesis-local}; skipped, with a line that says why, where it cannot be had. */
class KinesisLocalTest extends KinesisContract {
    private static @Nullable NpmEmulator emulator;

    @BeforeAll
    static void startTheEmulator() throws InterruptedException {
        try {
            emulator = NpmEmulator.start();
        } catch (IOException e) {
            System.out.println("Skipped: the Kinesis contract against kinesis-local, because " + e.getMessage());
            assumeTrue(false, "kinesis-local cannot be had here: " + e.getMessage());
        }
    }

    @AfterAll
    static void stopTheEmulator() {
        if (emulator != null) {
            emulator.close();
        }
    }

    @Override
    KinesisClient client() {
        return KinesisClients.forEndpoint(Objects.requireNonNull(emulator).endpoint());
    }

    /** It still has the limit of before 2025. */
    @Override
    int largestRecordBytes() {
        return KinesisLimits.until2025().recordBytes();
    }

    @Override
    Map<String, String> knownDifferences() {
        return Map.of(
                "aClosedShardIsNotSplitAgain",
                "it answers ResourceInUseException; AWS answers InvalidArgumentException (mhart/kinesalite issue 109 quotes it)",
                "aMadeUpIteratorIsRefused",
                "it answers 500 when the iterator does not decrypt; the API reference names InvalidArgumentException",
                "aSequenceNumberOfAnotherShardIsRefused",
                "it accepts one; AWS answers 'It encodes shardId-…, while it was used in a call to a shard with …'",
                "putRecordsTakesFiveHundredRecordsAndNoMore",
                "it takes 501 records; the API reference of PutRecords allows 500");
    }
}
