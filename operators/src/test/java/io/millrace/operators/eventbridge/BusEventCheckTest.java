package io.millrace.operators.eventbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.BusEvent;
import io.millrace.domain.DeadLetter;
import io.millrace.operators.parse.DeadLetters;
import java.util.List;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

class BusEventCheckTest {
    private static final OutputTag<DeadLetter> DEAD = new OutputTag<>("dead", new AvroTypeInfo<>(DeadLetter.class));

    private final BusEvent good = BusEvents.of(Samples.change("OPENED")).orElseThrow();

    @Test
    void whatKeepsItsContractPasses() throws Exception {
        assertThat(check(good)).isEmpty();
    }

    @Test
    void whatDoesNotIsADeadLetterWithTheReason() throws Exception {
        var large = copy();
        large.setDetail(good.getDetail().replace("\"title\":\"", "\"title\":\"" + "é".repeat(140_000)));
        var longType = copy();
        longType.setDetailType("T".repeat(129));
        var foreign = copy();
        foreign.setDetailType("Weather Report");
        var broken = copy();
        broken.setDetail(good.getDetail().replace("\"severity\":4", "\"severity\":9"));
        var badTime = copy();
        badTime.setDetail(good.getDetail().replace("2026-08-05T10:07:12.345Z", "yesterday"));
        var noJson = copy();
        noJson.setDetail("{");
        var otherId = copy();
        otherId.setEntryId("other");

        var letters = check(large, longType, foreign, broken, badTime, noJson, otherId);

        assertThat(letters)
                .extracting(DeadLetter::getReason)
                .containsExactly(
                        "too-large",
                        "detail-type-too-long",
                        "no-contract",
                        "breaks-contract",
                        "breaks-contract",
                        "not-json",
                        "wrong-id");
        assertThat(letters.get(3).getMessage()).contains("severity");
        assertThat(letters.get(4).getMessage()).contains("lastEventAt");
        assertThat(letters.get(0).getPayload().getBytes(UTF_8))
                .hasSizeBetween(DeadLetters.MAX_PAYLOAD_BYTES - 3, DeadLetters.MAX_PAYLOAD_BYTES);
        assertThat(letters.get(0).getPayloadType()).isEqualTo("BusEvent");
        assertThat(letters.get(0).getPayloadBytes()).isGreaterThan(280_000);
        assertThat(letters).allSatisfy(letter -> assertThat(letter.getStage()).isEqualTo("publish"));
    }

    private BusEvent copy() {
        return BusEvent.newBuilder(good).build();
    }

    private static List<DeadLetter> check(BusEvent... events) throws Exception {
        try (var harness = ProcessFunctionTestHarnesses.forProcessFunction(new BusEventCheck(DEAD))) {
            for (var event : events) {
                harness.processElement(event, 0);
            }
            var letters = harness.getSideOutput(DEAD);
            var dead = letters == null
                    ? List.<DeadLetter>of()
                    : letters.stream().map(letter -> letter.getValue()).toList();
            assertThat(harness.extractOutputValues()).hasSize(events.length - dead.size());
            return dead;
        }
    }
}
