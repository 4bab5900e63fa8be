package io.millrace.operators.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.BusEvent;
import io.millrace.domain.DeadLetter;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.RawRecord;
import io.millrace.operators.parse.DeadLetters;
import io.millrace.operators.parse.MetricStreamParser;
import io.millrace.operators.parse.Raws;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes again of a letter; how it is read is tested with the parsers. */
class RedeliveryTest {
    private final MetricStreamParser metrics = new MetricStreamParser();

    @Test
    void aMetricRecordComesAgainAsItWas() {
        byte[] bytes = {(byte) 0x1f, (byte) 0x8b, 0, 1};

        var again = Redelivery.of(DeadLetters.of(metric(bytes), "parse", "bad-gzip", "m"));

        assertThat(again.refusal()).isNull();
        assertThat(again.stream()).isEqualTo("metrics");
        assertThat(again.data()).isEqualTo(bytes);
    }

    @Test
    void aPointThatTheScorerCouldNotDecideComesAgainAsTheSamePoint() {
        for (MetricDatum point :
                metrics.parse(metric(Raws.sample("metric-stream-json.ndjson"))).points()) {
            var again = Redelivery.of(
                    DeadLetters.of(point, point.getRecordId(), "metrics", Raws.ARRIVED, "score", "undecided", "m"));

            assertThat(metrics.parse(metric(again.data())).points())
                    .singleElement()
                    .satisfies(second -> {
                        second.setLine(point.getLine());
                        assertThat(second).isEqualTo(point);
                    });
        }
    }

    @Test
    void aCutPayloadCannotComeAgain() {
        byte[] whole = "x".repeat(DeadLetters.MAX_PAYLOAD_BYTES).getBytes(UTF_8);
        byte[] longer = "x".repeat(DeadLetters.MAX_PAYLOAD_BYTES + 1).getBytes(UTF_8);

        assertThat(Redelivery.of(DeadLetters.of(metric(whole), "parse", "r", "m"))
                        .refusal())
                .isNull();
        assertThat(Redelivery.of(DeadLetters.of(metric(longer), "parse", "r", "m"))
                        .refusal())
                .isEqualTo(Refusal.TRUNCATED);
    }

    @Test
    void aPieceOfAnOpenTelemetryRequestCannotComeAgainButAFirehoseRecordCan() {
        var otel = "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"gauge\":{}}]}]}]}";
        var firehose = "{\"requestId\":\"r\",\"timestamp\":1,\"records\":[{\"data\":\"Z2FyYmFnZQ==\"}]}";

        assertThat(letters(otel)).extracting(Redelivery::refusal).containsExactly(Refusal.PART);
        assertThat(letters(firehose)).singleElement().satisfies(again -> assertThat(again.data())
                .isEqualTo("garbage".getBytes(UTF_8)));
    }

    @Test
    void whatAStageMadeOfOthersCannotComeAgain() {
        var entry = new BusEvent("id", "Weather Report", Raws.ARRIVED, List.of(), "{}");

        var letter = DeadLetters.of(entry, "id", "", Raws.ARRIVED, "publish", "no-contract", "m");

        assertThat(Redelivery.of(letter).refusal()).isEqualTo(Refusal.DERIVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "[]", "{}"})
    void aPayloadThatIsNotWhatItsTypeSaysCannotComeAgain(String payload) {
        assertThat(Redelivery.of(letter("MetricDatum", payload)).refusal()).isEqualTo(Refusal.UNREADABLE);
        if (!payload.equals("{}")) {
            assertThat(Redelivery.of(letter("OpsEvent", payload)).refusal()).isEqualTo(Refusal.UNREADABLE);
        }
    }

    @Test
    void lettersFromBeforeTypesWereWrittenAreRawWhenTheParserMadeThem() {
        assertThat(Redelivery.of(letter("", "x")).refusal()).isEqualTo(Refusal.DERIVED);

        var parsed = DeadLetters.of(metric("x".getBytes(UTF_8)), "parse", "r", "m");
        parsed.setPayloadType("");

        assertThat(Redelivery.of(parsed).refusal()).isNull();
    }

    private List<Redelivery> letters(String json) {
        return metrics.parse(metric(json.getBytes(UTF_8))).deadLetters().stream()
                .map(Redelivery::of)
                .toList();
    }

    private static DeadLetter letter(String type, String payload) {
        return DeadLetters.of(type, payload, "id", "events", Raws.ARRIVED, "thread", "undecided", "m");
    }

    private static RawRecord metric(byte[] bytes) {
        return RawRecord.newBuilder(Raws.raw(bytes))
                .setStream("metrics")
                .setData(ByteBuffer.wrap(bytes))
                .build();
    }
}
