package io.millrace.operators.parse;

import static io.millrace.operators.parse.Raws.raw;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.domain.MetricDatum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Whatever is done to a record of any format: nothing throws, nothing but finite numbers comes out, all is counted. */
class MetricFormatsPropertiesTest {
    private static final long TEN = 1_785_924_000_000L;
    private static final byte[] FRAMES = OtelRequests.frames(
            OtelRequests.request(
                    OtelRequests.metric("%", OtelRequests.point(TEN), OtelRequests.point(TEN + 60_000)),
                    OtelRequests.metric(
                            "s", OtelRequests.point(TEN).addQuantileValues(OtelRequests.quantile(0.99, 1)))),
            OtelRequests.request(OtelRequests.metric("%", OtelRequests.point(TEN))));

    private final MetricStreamParser parser = new MetricStreamParser();

    @Test
    void everyTruncationOfFramesKeepsTheFramesBeforeIt() {
        int second = FRAMES.length
                - OtelRequests.frames(OtelRequests.request(OtelRequests.metric("%", OtelRequests.point(TEN)))).length;
        for (int length = 1; length < FRAMES.length; length++) {
            var result = parse(Arrays.copyOf(FRAMES, length));
            assertThat(result.points()).hasSize(length < second ? 0 : 3);
            assertThat(result.dead()).isEqualTo(length == second ? 0 : 1);
        }
    }

    @Property(tries = 2000)
    void flippedBytesOfFramesGivePointsOrDeadLetters(@ForAll @Size(min = 1, max = 4) int[] places, @ForAll byte value) {
        byte[] bytes = FRAMES.clone();
        for (int place : places) {
            bytes[Math.floorMod(place, bytes.length)] = value;
        }
        parse(bytes);
    }

    @Property(tries = 2000)
    void insertedBytesInFramesGivePointsOrDeadLetters(
            @ForAll @IntRange(max = 900) int place, @ForAll @Size(max = 6) byte[] inserted) {
        int at = Math.min(place, FRAMES.length);
        byte[] bytes = Arrays.copyOf(FRAMES, FRAMES.length + inserted.length);
        System.arraycopy(inserted, 0, bytes, at, inserted.length);
        System.arraycopy(FRAMES, at, bytes, at + inserted.length, FRAMES.length - at);
        parse(bytes);
    }

    @Property(tries = 2000)
    void randomBytesBehindAFramesHeaderAreDead(@ForAll @Size(min = 1, max = 100) byte[] bytes) {
        byte[] framed = new byte[bytes.length + 2];
        framed[0] = (byte) (bytes.length | 0x80);
        System.arraycopy(bytes, 0, framed, 2, bytes.length);

        assertThat(parse(framed).points()).isEmpty();
    }

    @Property
    void everySumIsKeptExactlyOrDead(@ForAll double sum) {
        var result = parse(OtelRequests.frames(OtelRequests.request(
                OtelRequests.metric("%", OtelRequests.point(TEN).setSum(sum)))));

        if (Math.abs(sum) <= Math.pow(2, 360)) {
            assertThat(result.points()).extracting(MetricDatum::getSum).containsExactly(sum);
        } else {
            assertThat(result.points()).isEmpty();
        }
    }

    @Test
    void everyWrongTypeInEveryPlaceOfTheDocumentsIsCounted() throws JsonProcessingException {
        for (String sample : new String[] {"metric-stream-otel-1.0.json", "metric-stream-firehose-http.json"}) {
            Mutations.of(
                    Raws.documents(sample).get(0),
                    mutation -> parse(mutation.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        }
    }

    @Property(tries = 300)
    void flippedBytesOfTheDocumentsGivePointsOrDeadLetters(
            @ForAll @Size(min = 1, max = 8) int[] places, @ForAll byte value) {
        for (String sample : new String[] {"metric-stream-otel-1.0.json", "metric-stream-firehose-http.json"}) {
            byte[] bytes = Raws.sample(sample);
            for (int place : places) {
                bytes[Math.floorMod(place, bytes.length)] = value;
            }
            parse(bytes);
        }
    }

    private MetricParseResult parse(byte[] bytes) {
        try {
            var result = parser.parse(raw(bytes));
            Soundness.check(result);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
