package io.millrace.operators.parse;

import static io.millrace.operators.parse.Raws.raw;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.millrace.operators.parse.json.DocumentReader;
import io.millrace.testing.hostile.HostileRecords;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@link FrontDoorTest} asks of records that people thought of, asked of those that a fuzzer finds. With the other tests
 * only the seeds run, and the inputs that once failed ({@code src/test/resources}, a folder per method). With
 * {@code JAZZER_FUZZ=1} in the environment it searches on, guided by the code it reaches: one method at a time.
 */
class FrontDoorFuzzTest {
    private final EventParser events = new EventParser(EventParserSettings.defaults(), new DocumentReader(1));
    private final MetricStreamParser metrics = new MetricStreamParser(Duration.ofHours(2), "eu-west-1");

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10m")
    void anyRecordOnTheEventsStream(byte[] bytes) throws Exception {
        Soundness.check(events.parse(raw(bytes)));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10m")
    void anyRecordOnTheMetricsStream(byte[] bytes) throws Exception {
        Soundness.check(metrics.parse(raw(bytes)));
    }

    /** A document of each sample; for the search every hostile record, too. */
    static Stream<byte[]> seeds() {
        var samples = Raws.SAMPLES.stream()
                .map(sample -> Raws.documents(sample).get(0).toString().getBytes(UTF_8));
        return System.getenv("JAZZER_FUZZ") == null
                ? samples
                : Stream.concat(samples, HostileRecords.small().values().stream());
    }
}
