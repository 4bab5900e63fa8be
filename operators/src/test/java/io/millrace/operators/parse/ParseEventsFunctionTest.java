package io.millrace.operators.parse;

import static io.millrace.operators.parse.Raws.raw;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.DeadLetter;
import io.millrace.domain.OpsEvent;
import java.time.Instant;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

class ParseEventsFunctionTest {
    private final ParseEventsFunction function = new ParseEventsFunction(EventParserSettings.defaults());

    @Test
    void emitsEventsAndSendsTheRestToDeadLetters() throws Exception {
        try (var harness = ProcessFunctionTestHarnesses.forProcessFunction(function)) {
            harness.processElement(Raws.document("cloudwatch-alarm-metric.json", 0), 1);
            harness.processElement(raw("no json"), 2);

            assertThat(harness.extractOutputValues())
                    .extracting(OpsEvent::getTitle)
                    .containsExactly("checkout-api-cpu-high is in ALARM");
            assertThat(harness.getSideOutput(ParseEventsFunction.DEAD_LETTERS))
                    .extracting(StreamRecord::getValue)
                    .extracting(DeadLetter::getReason)
                    .containsExactly("not-json");
        }
    }

    @Test
    void aDefectOfAParserCostsTheOneRecordAndSaysWhere() throws Exception {
        try (var harness = ProcessFunctionTestHarnesses.forProcessFunction(function)) {
            // an arrival at the end of time: arrival plus skew overflows, which no parser expects
            var broken = raw("{\"source\":\"a\",\"detail-type\":\"b\"}", Instant.ofEpochMilli(Long.MAX_VALUE));
            harness.processElement(broken, 1);
            harness.processElement(Raws.document("cloudwatch-alarm-metric.json", 0), 2);

            assertThat(harness.extractOutputValues()).hasSize(1);
            assertThat(harness.getSideOutput(ParseEventsFunction.DEAD_LETTERS))
                    .extracting(StreamRecord::getValue)
                    .singleElement()
                    .satisfies(letter -> {
                        assertThat(letter.getReason()).isEqualTo("parser-error");
                        assertThat(letter.getStage()).isEqualTo("parse");
                        assertThat(letter.getMessage()).contains("EventDraft.event");
                    });
        }
    }

    @Test
    void whatItGivesIsTypedAsAvro() {
        assertThat(function.getProducedType()).isEqualTo(new AvroTypeInfo<>(OpsEvent.class));
        assertThat(ParseEventsFunction.DEAD_LETTERS.getTypeInfo()).isEqualTo(new AvroTypeInfo<>(DeadLetter.class));
    }
}
