package io.millrace.operators.parse;

import static io.millrace.operators.parse.Raws.raw;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.DeadLetter;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.StreamCount;
import java.time.Duration;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

class ParseMetricsFunctionTest {
    private static final String TICK = "{\"source\":\"millrace\",\"detail-type\":\"millrace.tick\"}\n";
    private final ParseMetricsFunction function = new ParseMetricsFunction(Duration.ofHours(2), "eu-west-1");

    @Test
    void emitsPointsAndCountsWhatEachRecordBrought() throws Exception {
        try (var harness = ProcessFunctionTestHarnesses.forProcessFunction(function)) {
            harness.processElement(
                    raw(new String(Raws.sample("metric-stream-json.ndjson"), java.nio.charset.StandardCharsets.UTF_8)
                            + "bad\n" + TICK),
                    1);
            harness.processElement(raw(TICK), 2);

            assertThat(harness.extractOutputValues()).hasSize(20);
            assertThat(harness.getSideOutput(ParseMetricsFunction.DEAD_LETTERS))
                    .extracting(StreamRecord::getValue)
                    .extracting(DeadLetter::getLine)
                    .containsExactly(20);
            assertThat(harness.getSideOutput(ParseMetricsFunction.COUNTS))
                    .extracting(StreamRecord::getValue)
                    .extracting(count -> count.getStream() + " " + count.getHour() + " " + count.getOutcome() + " "
                            + count.getCount())
                    .containsExactly(
                            "events 2026-12-31T12:00:00Z received 21",
                            "events 2026-12-31T12:00:00Z dead 1",
                            "events 2026-12-31T12:00:00Z tick 1",
                            "events 2026-12-31T12:00:00Z tick 1");
        }
    }

    @Test
    void whatItGivesIsTypedAsAvro() {
        assertThat(function.getProducedType()).isEqualTo(new AvroTypeInfo<>(MetricDatum.class));
        assertThat(ParseMetricsFunction.COUNTS.getTypeInfo()).isEqualTo(new AvroTypeInfo<>(StreamCount.class));
        assertThat(ParseMetricsFunction.DEAD_LETTERS.getTypeInfo()).isEqualTo(new AvroTypeInfo<>(DeadLetter.class));
    }
}
