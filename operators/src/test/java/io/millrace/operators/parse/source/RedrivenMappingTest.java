package io.millrace.operators.parse.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.OpsEvent;
import io.millrace.domain.RawRecord;
import io.millrace.operators.parse.DeadLetters;
import io.millrace.operators.parse.EventParser;
import io.millrace.operators.parse.EventParserSettings;
import io.millrace.operators.parse.Raws;
import io.millrace.operators.redrive.Redelivery;
import java.util.List;
import java.util.Set;
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
                var again = parser.parse(again(event)).events();

                assertThat(again).singleElement().satisfies(redriven -> {
                    assertThat(redriven.getAttributes()).containsEntry("redrivenFromStage", "thread");
                    assertThat(redriven.getDeliveryId()).isNotEqualTo(event.getDeliveryId());
                    assertThat(comparable(redriven, event)).isEqualTo(event);
                });
            }
        }
    }

    @Test
    void eachLetterPassesFoldingOnceHoweverOftenItsEventDied() throws Exception {
        var event = parser.parse(Raws.document("cloudwatch-alarm-metric.json", 0))
                .events()
                .get(0);
        var second = parser.parse(again(event)).events().get(0);
        second.setRecordId("another-record");
        var third = parser.parse(again(second)).events().get(0);

        assertThat(second.getDeliveryId()).isEqualTo(event.getDeliveryId() + "#redriven:" + event.getRecordId());
        assertThat(third.getDeliveryId()).isEqualTo(event.getDeliveryId() + "#redriven:another-record");
    }

    @Test
    void anotherSourceIsNotBelieved() throws Exception {
        var event = parser.parse(Raws.document("cloudwatch-alarm-metric.json", 0))
                .events()
                .get(0);

        var stranger = new String(again(event).getData().array(), UTF_8)
                .replace("\"source\":\"millrace\"", "\"source\":\"com.example.stranger\"");

        var found = parser.parse(Raws.raw(stranger)).events();

        assertThat(found).singleElement().satisfies(told -> {
            assertThat(told.getSource()).isEqualTo("com.example.stranger");
            assertThat(told.getAttributes()).containsEntry("untrusted", "true").doesNotContainKey("redrivenFromStage");
        });
    }

    static List<String> samples() {
        return Raws.SAMPLES;
    }

    private static RawRecord again(OpsEvent event) {
        var letter = DeadLetters.of(
                event, event.getRecordId(), "events", event.getArrivedAt(), "thread", "undecided", "It was a defect.");
        return Raws.raw(Redelivery.of(letter).data());
    }

    /** What belongs to the second way taken back: position, delivery and the mark. */
    private static OpsEvent comparable(OpsEvent redriven, OpsEvent event) {
        var attributes = new TreeMap<>(redriven.getAttributes());
        attributes.keySet().removeAll(Set.of("redrivenFromStage", "redrivenFromRecord", "firstArrivedAt"));
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
