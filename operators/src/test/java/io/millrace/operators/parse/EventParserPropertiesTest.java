package io.millrace.operators.parse;

import static io.millrace.operators.parse.Raws.raw;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operators.parse.json.DocumentReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Nothing throws, and everything that comes out is bounded: checked over all places of all samples, and at random. */
class EventParserPropertiesTest {
    /** Each document is read by the shapes of all before it. */
    private final EventParser parser = new EventParser(EventParserSettings.defaults(), new DocumentReader(1));

    @Test
    void everyWrongTypeInEveryPlaceOfEverySampleGivesEventsOrDeadLetters() {
        var tried = new AtomicInteger();
        for (String sample : Raws.SAMPLES) {
            Raws.documents(sample).stream()
                    .limit(2)
                    .forEach(document -> Mutations.of(document, mutation -> {
                        tried.incrementAndGet();
                        parse(mutation.getBytes(UTF_8));
                    }));
        }
        assertThat(tried).hasValueGreaterThan(20_000);
    }

    @Test
    void everyTruncationOfEverySampleIsADeadLetter() {
        for (String sample : Raws.SAMPLES) {
            byte[] whole = Raws.documents(sample).get(0).toString().getBytes(UTF_8);
            for (int length = 0; length < whole.length; length++) {
                var result = parse(Arrays.copyOf(whole, length));
                assertThat(result.deadLetters()).hasSize(1);
            }
        }
    }

    @Property
    void randomBytesGiveOneDeadLetter(@ForAll byte[] bytes) {
        assertThat(parse(bytes).events()).isEmpty();
    }

    @Property
    void flippedBytesGiveEventsOrDeadLetters(
            @ForAll("samples") String sample, @ForAll @Size(min = 1, max = 8) int[] places, @ForAll byte value) {
        byte[] bytes = Raws.documents(sample).get(0).toString().getBytes(UTF_8);
        for (int place : places) {
            bytes[Math.floorMod(place, bytes.length)] = value;
        }
        parse(bytes);
    }

    @Property(tries = 200)
    void anyTextAnywhereInAnEnvelopeIsKeptWithinBounds(
            @ForAll String source, @ForAll String type, @ForAll String id, @ForAll String text) throws IOException {
        var json = Raws.JSON
                .createObjectNode()
                .put("source", source)
                .put("detail-type", type)
                .put("id", id);
        json.put("account", text)
                .put("region", text)
                .put("time", text)
                .putArray("resources")
                .add(text);
        json.putObject("detail")
                .put("summary", text)
                .put("service", text)
                .put(text, text)
                .put("severity", text);

        parse(Raws.JSON.writeValueAsBytes(json));
    }

    @Property(tries = 200)
    void everyTimeFrom1970To2099IsKept(@ForAll @LongRange(min = 0, max = 4102444799999L) long millis) {
        var time = Instant.ofEpochMilli(millis);

        var event = parse(("{\"source\":\"a\",\"detail-type\":\"b\",\"time\":\"" + time + "\"}").getBytes(UTF_8))
                .events()
                .get(0);

        assertThat(event.getEventTime()).isEqualTo(time);
    }

    @Test
    void twoThousandDimensionsOfAnAlarmAreCutAndNamed() {
        var document = Raws.documents("cloudwatch-alarm-metric.json").get(0);
        var dimensions = (com.fasterxml.jackson.databind.node.ObjectNode)
                document.at("/detail/configuration/metrics/0/metricStat/metric/dimensions");
        for (int i = 0; i < 2000; i++) {
            dimensions.put("Dimension" + i, "value" + i);
        }

        var event = parse(document.toString().getBytes(UTF_8)).events().get(0);

        assertThat(event.getAttributes()).containsEntry("dim.InstanceId", "i-0c2f5e7a91d34b680");
        assertThat(event.getResources()).contains("arn:aws:ec2:eu-west-1:111122223333:instance/i-0c2f5e7a91d34b680");
    }

    @Provide
    Arbitrary<String> samples() {
        return Arbitraries.of(Raws.SAMPLES);
    }

    private ParseResult parse(byte[] bytes) {
        try {
            var result = parser.parse(raw(bytes));
            Soundness.check(result);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
