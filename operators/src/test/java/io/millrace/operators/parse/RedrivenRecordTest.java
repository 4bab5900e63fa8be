package io.millrace.operators.parse;

import static io.millrace.operators.parse.Raws.raw;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.DeadLetter;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.RawRecord;
import io.millrace.domain.id.Ids;
import io.millrace.operators.redrive.Redelivery;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedrivenRecordTest {
    private static final Instant AGAIN = Raws.ARRIVED.plusSeconds(7200);

    private final EventParser parser = new EventParser(EventParserSettings.defaults());

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleGivesTheEventsThatItWouldHaveGivenTheFirstTime(String sample) throws Exception {
        for (var document : Raws.documents(sample)) {
            var first = raw(document.toString());

            var again = parser.parse(carrier(DeadLetters.of(first, "parse", "fixed-since", "It was a defect."), AGAIN));

            var expected = parser.parse(first);
            Soundness.check(again);
            assertThat(again.events()).hasSameSizeAs(expected.events());
            for (int i = 0; i < again.events().size(); i++) {
                var event = again.events().get(i);
                assertThat(event.getArrivedAt()).isEqualTo(AGAIN);
                assertThat(event.getRecordId()).isEqualTo(i == 0 ? carrierId() : Ids.hash(carrierId(), "" + i));
                assertThat(asTheFirstTime(event, expected.events().get(i)))
                        .isEqualTo(expected.events().get(i));
            }
        }
    }

    @Test
    void anEventWithoutIdAndTimeIsNamedAndDatedByItsFirstPositionAndArrival() throws Exception {
        var first = raw("{\"source\":\"a\",\"detail-type\":\"b\"}");

        var event = parser.parse(carrier(DeadLetters.of(first, "parse", "r", "m"), AGAIN))
                .events()
                .get(0);

        assertThat(event.getEventId()).isEqualTo("record:" + first.getRecordId());
        assertThat(event.getEventTime()).isEqualTo(Raws.ARRIVED);
        assertThat(event.getLate()).isTrue();
        assertThat(event.getAttributes())
                .containsEntry("redrivenFromRecord", first.getRecordId())
                .containsEntry("firstArrivedAt", Raws.ARRIVED.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"no json", "", "{}", "[]", "\ud83d\ude00{"})
    void whatDiesAgainIsADeadLetterOfItsOwnThatComesAgainAsBefore(String payload) throws Exception {
        var letter = parser.parse(raw(payload)).deadLetters().get(0);
        var carrier = carrier(letter, AGAIN);

        var again = parser.parse(carrier);

        assertThat(again.events()).isEmpty();
        assertThat(again.deadLetters()).singleElement().satisfies(second -> {
            assertThat(second.getRecordId()).isEqualTo(carrierId());
            assertThat(second.getArrivedAt()).isEqualTo(AGAIN);
            assertThat(second.getReason()).isEqualTo(letter.getReason());
            assertThat(second.getMessage()).isEqualTo("Redriven, and dead again: " + letter.getMessage());
            assertThat(Redelivery.of(second).data()).isEqualTo(carrier.getData().array());
        });
    }

    @Test
    void bytesThatAreNotTextComeAgainAsTheyWere() throws Exception {
        byte[] bytes = {(byte) 0xff, 0, 1, (byte) 0x80};
        var letter = parser.parse(raw(bytes)).deadLetters().get(0);

        var again = parser.parse(carrier(letter, AGAIN)).deadLetters().get(0);

        assertThat(letter.getBase64()).isTrue();
        assertThat(again.getReason()).isEqualTo(letter.getReason());
        assertThat(Raws.JSON.readTree(again.getPayload()).at("/detail/payload").binaryValue())
                .isEqualTo(bytes);
    }

    @Test
    void aPartOfABatchComesAgainByItself() throws Exception {
        var batch = parser.parse(raw("[{\"source\":\"a\",\"detail-type\":\"b\"},{\"source\":\"a\"}]"));
        var letter = batch.deadLetters().get(0);

        var dead = parser.parse(carrier(letter, AGAIN)).deadLetters().get(0);
        letter.setPayload("{\"source\":\"a\",\"detail-type\":\"c\"}");
        letter.setPayloadBytes(letter.getPayload().length());
        var mended = parser.parse(carrier(letter, AGAIN)).events().get(0);

        assertThat(dead.getLine()).isEqualTo(-1);
        assertThat(mended.getAttributes()).containsEntry("redrivenFromRecord", letter.getRecordId());
        assertThat(mended.getEventId())
                .isNotEqualTo(batch.events().get(0).getEventId())
                .startsWith("record:");
    }

    @Test
    void aPartThatDiesInABatchThatCameAgainKeepsItsFirstPosition() throws Exception {
        var batch = raw("[{\"source\":\"a\",\"detail-type\":\"b\"},{\"source\":\"a\"}]");

        var result = parser.parse(carrier(DeadLetters.of(batch, "parse", "r", "m"), AGAIN));

        assertThat(result.events()).hasSize(1);
        var letter = result.deadLetters().get(0);
        var detail = Raws.JSON.readTree(Redelivery.of(letter).data()).get("detail");
        assertThat(letter.getLine()).isEqualTo(1);
        assertThat(letter.getRecordId()).isEqualTo(carrierId());
        assertThat(detail.get("recordId").asText()).isEqualTo(batch.getRecordId());
        assertThat(detail.get("arrivedAt").asText()).isEqualTo(Raws.ARRIVED.toString());
        assertThat(detail.get("payload").asText()).isEqualTo("{\"source\":\"a\"}");
    }

    @Test
    void oneInsideAnotherIsAnEventNotARecord() throws Exception {
        var inner = carrier(DeadLetters.of(raw("no json"), "parse", "r", "m"), AGAIN);
        var outer = RedrivenRecord.envelope(DeadLetters.of(inner, "parse", "r", "m"));

        var events = parser.parse(raw(outer)).events();

        assertThat(events).singleElement().extracting(OpsEvent::getDetailType).isEqualTo(RedrivenRecord.DETAIL_TYPE);
    }

    @Test
    void anotherSourceBringsNothingAgain() throws Exception {
        var json = new String(
                        carrier(DeadLetters.of(raw("{}"), "parse", "r", "m"), AGAIN)
                                .getData()
                                .array(),
                        UTF_8)
                .replace("\"source\":\"millrace\"", "\"source\":\"com.example.stranger\"");

        var events = parser.parse(raw(json)).events();

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getSource()).isEqualTo("com.example.stranger");
            assertThat(event.getAttributes()).doesNotContainKey("redrivenFromRecord");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"recordId", "shard", "position", "arrivedAt", "payload"})
    void anEnvelopeWithoutOneOfItsPartsIsDead(String part) throws Exception {
        var letter = DeadLetters.of(raw("{}"), "parse", "r", "m");
        var envelope = Raws.JSON.readTree(Redelivery.of(letter).data());
        ((ObjectNode) envelope.get("detail")).remove(part);

        assertThat(parser.parse(raw(envelope.toString())).deadLetters())
                .singleElement()
                .extracting(DeadLetter::getReason)
                .isEqualTo("bad-redrive");
    }

    static java.util.List<String> samples() {
        return Raws.SAMPLES;
    }

    private static String carrierId() {
        return Ids.hash("test", "shard-1", "99");
    }

    private static RawRecord carrier(DeadLetter letter, Instant arrivedAt) {
        return new RawRecord(
                carrierId(),
                "events",
                "shard-1",
                "99",
                arrivedAt,
                ByteBuffer.wrap(Redelivery.of(letter).data()));
    }

    private static OpsEvent asTheFirstTime(OpsEvent redriven, OpsEvent event) {
        var attributes = new TreeMap<>(redriven.getAttributes());
        attributes.remove("redrivenFromRecord");
        attributes.remove("firstArrivedAt");
        return OpsEvent.newBuilder(redriven)
                .setRecordId(event.getRecordId())
                .setArrivedAt(event.getArrivedAt())
                .setLate(event.getLate())
                .setFuture(event.getFuture())
                .setAttributes(attributes)
                .build();
    }
}
