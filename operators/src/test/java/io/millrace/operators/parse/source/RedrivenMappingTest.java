package io.millrace.operators.parse.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.OpsEvent;
import io.millrace.operators.parse.EventParser;
import io.millrace.operators.parse.EventParserSettings;
import io.millrace.operators.parse.Raws;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedrivenMappingTest {
    private final EventParser parser = new EventParser(EventParserSettings.defaults());

    @ParameterizedTest
    @MethodSource("samples")
    void everySamplesEventsComeThroughAsTheyWere(String sample) throws Exception {
        for (var document : Raws.documents(sample)) {
            for (OpsEvent event : parser.parse(Raws.raw(document.toString())).events()) {
                var again = parser.parse(Raws.raw(envelope(event, "millrace"))).events();

                assertThat(again).singleElement().satisfies(redriven -> {
                    assertThat(redriven.getAttributes()).containsEntry("redrivenFromStage", "thread");
                    assertThat(redriven.getDeliveryId()).isNotEqualTo(event.getDeliveryId());
                    assertThat(comparable(redriven, event)).isEqualTo(event);
                });
            }
        }
    }

    @Test
    void anotherSourceIsNotBelieved() throws Exception {
        var event = parser.parse(Raws.document("cloudwatch-alarm-metric.json", 0))
                .events()
                .get(0);

        var found =
                parser.parse(Raws.raw(envelope(event, "com.example.stranger"))).events();

        assertThat(found).singleElement().satisfies(foreign -> {
            assertThat(foreign.getSource()).isEqualTo("com.example.stranger");
            assertThat(foreign.getAttributes())
                    .containsEntry("untrusted", "true")
                    .doesNotContainKey("redrivenFromStage");
        });
    }

    static List<String> samples() {
        return Raws.SAMPLES;
    }

    private static String envelope(OpsEvent event, String source) throws Exception {
        ObjectNode envelope = Raws.JSON.createObjectNode();
        envelope.put("source", source)
                .put("detail-type", RedrivenMapping.DETAIL_TYPE)
                .put("account", event.getAccount())
                .put("region", event.getRegion());
        envelope.putObject("detail").put("stage", "thread").set("event", Raws.JSON.readTree(event.toString()));
        return envelope.toString();
    }

    /** What belongs to the second way taken back: position, delivery and the mark. */
    private static OpsEvent comparable(OpsEvent redriven, OpsEvent event) {
        var attributes = new TreeMap<>(redriven.getAttributes());
        attributes.remove("redrivenFromStage");
        return OpsEvent.newBuilder(redriven)
                .setRecordId(event.getRecordId())
                .setOrigin(event.getOrigin())
                .setArrivedAt(event.getArrivedAt())
                .setLate(event.getLate())
                .setFuture(event.getFuture())
                .setDeliveryId(event.getDeliveryId())
                .setAttributes(attributes)
                .build();
    }
}
