package io.millrace.operators.parse;

import static io.millrace.operators.parse.Raws.raw;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Nothing throws, nothing but finite numbers comes out, and every line is a point, a tick or dead. */
class MetricStreamParserPropertiesTest {
    private final MetricStreamParser parser = new MetricStreamParser();

    @Test
    void everyWrongTypeInEveryPlaceOfEveryPointGivesAPointOrADeadLetter() throws JsonProcessingException {
        for (String line : new String(Raws.sample("metric-stream-json.ndjson"), UTF_8).split("\n")) {
            Mutations.of(Raws.JSON.readTree(line), mutation -> {
                var result = parse(mutation.getBytes(UTF_8));
                assertThat(result.received()).isEqualTo(1);
            });
        }
    }

    @Test
    void everyTruncationOfTheSampleKeepsTheLinesBeforeIt() {
        byte[] sample = Raws.sample("metric-stream-json.ndjson");
        for (int length = 1; length < sample.length; length++) {
            int whole = 0;
            for (int i = 0; i < length; i++) {
                whole += sample[i] == '\n' ? 1 : 0;
            }
            assertThat(parse(Arrays.copyOf(sample, length)).points()).hasSizeGreaterThanOrEqualTo(whole);
        }
    }

    @Property
    void randomBytesAreDead(@ForAll byte[] bytes) {
        assertThat(parse(bytes).points()).isEmpty();
    }

    @Property(tries = 500)
    void flippedBytesGivePointsOrDeadLetters(@ForAll @Size(min = 1, max = 8) int[] places, @ForAll byte value) {
        byte[] bytes = Raws.sample("metric-stream-json.ndjson");
        for (int place : places) {
            bytes[Math.floorMod(place, bytes.length)] = value;
        }
        parse(bytes);
    }

    @Property
    void everyNumberIsKeptExactlyOrDead(@ForAll double sum) {
        var result = parse(point(1_785_924_000_000L, sum).getBytes(UTF_8));

        if (Math.abs(sum) <= Math.pow(2, 360)) {
            assertThat(result.points()).singleElement().satisfies(datum -> assertThat(datum.getSum())
                    .isEqualTo(sum));
        } else {
            assertThat(result.points()).isEmpty();
        }
    }

    @Property
    void everyTimestampUpToArrivalIsKept(@ForAll @LongRange(min = 0, max = 1_798_718_400_000L) long millis) {
        assertThat(parse(point(millis, 1).getBytes(UTF_8)).points())
                .singleElement()
                .satisfies(
                        datum -> assertThat(datum.getTimestamp().toEpochMilli()).isEqualTo(millis));
    }

    @Property
    void seriesKeysDifferWhenNamesDiffer(@ForAll String first, @ForAll String second) {
        var one = SeriesKeys.of("a", "r", first, second, java.util.List.of());
        var other = SeriesKeys.of("a", "r", second, first, java.util.List.of());

        assertThat(one.equals(other)).isEqualTo(first.equals(second));
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

    private static String point(long millis, double sum) {
        return "{\"account_id\":\"1\",\"region\":\"r\",\"namespace\":\"n\",\"metric_name\":\"m\",\"timestamp\":"
                + millis
                + ",\"value\":{\"count\":1,\"sum\":"
                + sum
                + ",\"min\":0,\"max\":0}}";
    }
}
