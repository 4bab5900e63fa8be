package io.millrace.operators.parse;

import static io.millrace.operators.parse.Raws.raw;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.testing.hostile.HostileRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever comes to either stream: nothing throws, something comes out, all of it is sound, and the same each time. */
class FrontDoorTest {
    private final EventParser events = new EventParser(EventParserSettings.defaults());
    private final MetricStreamParser metrics = new MetricStreamParser(Duration.ofHours(2), "eu-west-1");

    @Test
    void everyHostileRecordOnTheEventsStreamGivesEventsOrDeadLetters() {
        assertThat(unsound(HostileRecords.small(), this::throughTheEventsParser))
                .isEmpty();
    }

    @Test
    void everyHostileRecordOnTheMetricsStreamGivesPointsOrDeadLetters() {
        assertThat(unsound(HostileRecords.small(), this::throughTheMetricsParser))
                .isEmpty();
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theLargestRecordsAndTheSmallOnesThatUnpackToMoreAreBoundedOnBothStreams() {
        var large = HostileRecords.large();

        assertThat(unsound(large, bytes -> sound(events.parse(raw(bytes))))).isEmpty();
        assertThat(unsound(large, bytes -> sound(metrics.parse(raw(bytes))))).isEmpty();
    }

    @Test
    void theOrderOfFieldsMakesNoDifference() {
        for (String sample : Raws.SAMPLES) {
            for (JsonNode document : Raws.documents(sample)) {
                var expected = events.parse(raw(document.toString()));

                var reversed = events.parse(raw(reversed(document).toString()));

                assertThat(reversed.events()).as(sample).isEqualTo(expected.events());
            }
        }
    }

    private void throughTheEventsParser(byte[] bytes) throws Exception {
        var result = events.parse(raw(bytes));
        sound(result);
        var again = new EventParser(EventParserSettings.defaults()).parse(raw(bytes));
        assertThat(again.events().toString()).isEqualTo(result.events().toString());
        assertThat(again.deadLetters()).isEqualTo(result.deadLetters());
    }

    private void throughTheMetricsParser(byte[] bytes) throws Exception {
        var result = metrics.parse(raw(bytes));
        sound(result);
        // the parser reads with the same objects again: nothing of a record may be left for the next
        var again = new MetricStreamParser(Duration.ofHours(2), "eu-west-1").parse(raw(bytes));
        assertThat(again.points().toString()).isEqualTo(result.points().toString());
        assertThat(again.deadLetters()).isEqualTo(result.deadLetters());
        assertThat(again.logCounts()).isEqualTo(result.logCounts());
    }

    private static void sound(ParseResult result) throws Exception {
        Soundness.check(result);
        assertThat(result.events()).hasSizeLessThanOrEqualTo(1000);
        assertThat(result.deadLetters()).hasSizeLessThanOrEqualTo(1001);
    }

    private static void sound(MetricParseResult result) throws Exception {
        Soundness.check(result);
        assertThat(result.deadLetters()).hasSizeLessThanOrEqualTo(1002);
    }

    /** What is wrong, by the name of the record that shows it. */
    private static Map<String, String> unsound(Map<String, byte[]> records, Check check) {
        var wrong = new TreeMap<String, String>();
        records.forEach((name, bytes) -> {
            try {
                check.check(bytes);
            } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError e) {
                wrong.put(name, DeadLetters.trace(e));
            }
        });
        return wrong;
    }

    private interface Check {
        void check(byte[] bytes) throws Exception;
    }

    private static JsonNode reversed(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
            Collections.reverse(fields);
            var other = Raws.JSON.createObjectNode();
            fields.forEach(field -> other.set(field.getKey(), reversed(field.getValue())));
            return other;
        } else if (node instanceof ArrayNode array) {
            var other = Raws.JSON.createArrayNode();
            array.forEach(item -> other.add(reversed(item)));
            return other;
        }
        return node;
    }
}
