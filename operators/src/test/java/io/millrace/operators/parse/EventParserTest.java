package io.millrace.operators.parse;

import static io.millrace.operators.parse.Raws.raw;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.domain.DeadLetter;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.RawRecord;
import io.millrace.operators.parse.json.JsonReader;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {
    private static final Instant ARRIVED = Instant.parse("2026-08-05T10:00:00Z");
    private final EventParser parser = new EventParser(EventParserSettings.defaults());

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; not-json",
                "'   '; not-json",
                "hello; not-json",
                "{\"source\":\"a\"; not-json",
                "{\"source\":\"a\",\"detail-type\":\"b\",\"detail\":NaN}; not-json",
                "17; no-envelope",
                "null; no-envelope",
                "{}; no-envelope",
                "[]; no-envelope",
                "{\"source\":\"a\"}; no-envelope",
                "{\"source\":\" \",\"detail-type\":\"b\"}; no-envelope",
                "{\"source\":[\"a\"],\"detail-type\":\"b\"}; no-envelope",
                "{\"source\":\"a\",\"specversion\":\"1.0\",\"id\":\"1\"}; no-envelope",
                "{\"source\":\"a\",\"detail-type\":\"b\"}{}; trailing-data",
                "{\"source\":\"a\",\"detail-type\":\"b\"} x; not-json"
            })
    void whatIsNoEventIsADeadLetterWithItsBytes(String payload, String reason) {
        var letter = dead(raw(payload));

        assertThat(letter.getReason()).isEqualTo(reason);
        assertThat(letter.getPayload()).isEqualTo(payload);
        assertThat(letter.getStage()).isEqualTo("parse");
        assertThat(letter.getShard()).isEqualTo("shard-0");
        assertThat(letter.getPosition()).isEqualTo("1");
        assertThat(letter.getLine()).isEqualTo(-1);
        assertThat(letter.getMessage()).isNotBlank().doesNotContain("Source:");
    }

    @Test
    void tenThousandLevelsAreTooDeep() {
        var letter = dead(raw("{\"source\":\"a\",\"detail-type\":\"b\",\"detail\":" + "[".repeat(10_000)));

        assertThat(letter.getReason()).isEqualTo("too-deep");
    }

    @Test
    void theDeepestAllowedDetailIsAnEvent() {
        int levels = JsonReader.MAX_DEPTH - 1;
        var event = only(raw(
                "{\"source\":\"a\",\"detail-type\":\"b\",\"detail\":" + "[".repeat(levels) + "]".repeat(levels) + "}"));

        assertThat(event.getSource()).isEqualTo("a");
    }

    @Test
    void aRecordOfTenMebibytesIsReadAndOneByteMoreIsTooLarge() {
        byte[] most = padded(JsonReader.MAX_BYTES);

        var event = only(raw(most));
        var letter = dead(raw(padded(JsonReader.MAX_BYTES + 1)));

        assertThat(event.getText()).hasSize(4096).endsWith("…");
        assertThat(event.getAttributes()).containsEntry("truncated", "attributes,text,title");
        assertThat(letter.getReason()).isEqualTo("too-large");
        assertThat(letter.getPayload()).hasSize(DeadLetters.MAX_PAYLOAD_BYTES);
        assertThat(letter.getPayloadBytes()).isEqualTo(JsonReader.MAX_BYTES + 1L);
    }

    @Test
    void aMillionTokensAreTooMany() {
        var letter = dead(raw("{\"source\":\"a\",\"detail-type\":\"b\",\"detail\":[" + "0,".repeat(1_000_000) + "0]}"));

        assertThat(letter.getReason()).isEqualTo("too-many-tokens");
    }

    @Test
    void aNameBeyondEveryLimitIsTooLarge() {
        var letter = dead(raw("{\"" + "x".repeat(60_000) + "\":1}"));

        assertThat(letter.getReason()).isEqualTo("too-large");
    }

    @Test
    void bytesThatAreNotUtf8AreKeptAsBase64() {
        byte[] bytes = "{\"source\":\"a\",\"detail-type\":\"x\"}".getBytes(UTF_8);
        bytes[bytes.length - 3] = (byte) 0xC3;

        var letter = dead(raw(bytes));

        assertThat(letter.getReason()).isEqualTo("not-utf-8");
        assertThat(letter.getBase64()).isTrue();
        assertThat(java.util.Base64.getDecoder().decode(letter.getPayload())).isEqualTo(bytes);
    }

    @Test
    void ofDuplicateKeysTheLastWins() {
        var event = only(raw("{\"source\":\"a\",\"source\":\"b\",\"detail-type\":\"c\",\"detail\":{\"x\":1,\"x\":2}}"));

        assertThat(event.getSource()).isEqualTo("b");
        assertThat(event.getValues()).containsEntry("detail.x", 2.0);
    }

    @Test
    void onlyFiniteNumbersBecomeValues() {
        var event = only(raw(
                "{\"source\":\"a\",\"detail-type\":\"c\",\"detail\":{\"big\":1e308,\"over\":1e309,\"under\":-1e400,\"int\":"
                        + "9".repeat(400)
                        + ",\"text\":\"NaN\",\"fine\":-0.5}}"));

        assertThat(event.getValues()).containsOnlyKeys("detail.big", "detail.fine");
        assertThat(event.getValues().get("detail.big")).isCloseTo(1e308, within(1e292));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-05T10:05:00Z, false",
        "2026-08-05T10:05:00.001Z, true",
        "2026-08-04T10:00:00Z, false",
        "1969-07-20T20:17:40Z, false",
        "9999-12-31T23:59:59Z, true"
    })
    void anEventTimeBeyondTheAllowedSkewIsMarkedAsFuture(String time, boolean future) {
        var event = only(timed("\"" + time + "\""));

        assertThat(event.getFuture()).isEqualTo(future);
        assertThat(event.getArrivedAt()).isEqualTo(ARRIVED);
    }

    @ParameterizedTest
    @CsvSource({
        "1969-07-20T20:17:40Z, 1970-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
        "2099-12-31T23:59:59Z, 2099-12-31T23:59:59Z",
        "9999-12-31T23:59:59Z, 2262-04-11T23:47:16.854Z"
    })
    void eventTimesStayRepresentable(String time, Instant expected) {
        assertThat(only(timed("\"" + time + "\"")).getEventTime()).isEqualTo(expected);
    }

    @Test
    void aRevisionFromTheFutureIsItsArrivalSoThatTheNextTrueUpdateIsNews() {
        assertThat(only(timed("\"2099-01-01T00:00:00Z\"")).getRevision()).isEqualTo(ARRIVED.toEpochMilli());
        assertThat(only(timed("\"2026-08-05T10:05:00Z\"")).getRevision())
                .as("within the skew it is the source's own")
                .isEqualTo(ARRIVED.plusSeconds(300).toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-05T09:00:00Z, false",
        "2026-08-05T08:59:59.999Z, true",
        "2026-08-04T10:00:00Z, true",
        "2026-08-05T10:10:00Z, false",
        "2099-01-01T00:00:00Z, false",
        "1969-07-20T20:17:40Z, true"
    })
    void anEventTimeMoreThanTheAllowedLatenessBeforeArrivalIsMarkedAsLate(String time, boolean late) {
        assertThat(only(timed("\"" + time + "\"")).getLate()).isEqualTo(late);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "\"soon\"", "{}", "[1]", "-5", "1e308"})
    void withoutAUsableTimeAnEventHappenedWhenItArrived(String time) {
        var event = only(timed(time));

        assertThat(event.getEventTime()).isEqualTo(ARRIVED);
        assertThat(event.getRevision()).isEqualTo(ARRIVED.toEpochMilli());
    }

    @Test
    void withoutAnIdTheRecordNamesTheEvent() {
        var event = only(raw("{\"source\":\"a\",\"detail-type\":\"b\"}"));

        assertThat(event.getEventId()).isEqualTo("record:" + event.getRecordId());
        assertThat(event.getIdentity()).isEqualTo("event:" + event.getEventId());
    }

    @Test
    void anArrayIsABatchAndItsBadElementsAreDeadLettersOfTheirOwn() {
        var result = parser.parse(
                raw(
                        "[{\"source\":\"a\",\"detail-type\":\"b\",\"id\":\"1\"},{\"x\":1},{\"source\":\"a\",\"detail-type\":\"b\",\"id\":\"2\"}]"));

        assertThat(result.events()).extracting(OpsEvent::getEventId).containsExactly("1", "2");
        assertThat(result.events()).extracting(OpsEvent::getRecordId).doesNotHaveDuplicates();
        assertThat(result.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getLine()).isEqualTo(1);
            assertThat(letter.getPayload()).isEqualTo("{\"x\":1}");
        });
    }

    @Test
    void aBatchBeyondAThousandIsOneDeadLetter() {
        var letter = dead(raw("[" + "{},".repeat(1000) + "{}]"));

        assertThat(letter.getReason()).isEqualTo("too-many-events");
    }

    @Test
    void longPartsAreCutAndNamed() {
        var resources = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            resources
                    .append(i == 0 ? "" : ",")
                    .append("\"arn:aws:s3:::bucket-")
                    .append(1000 + i)
                    .append('"');
        }
        var event = only(raw(
                "{\"source\":\"a\",\"detail-type\":\"b\",\"id\":\"" + "i".repeat(600) + "\",\"resources\":[" + resources
                        + ",\"" + "r".repeat(3000) + "\"],\"detail\":{\"summary\":\"" + "😀".repeat(600) + "\"}}"));

        assertThat(event.getTitle().codePointCount(0, event.getTitle().length()))
                .isEqualTo(512);
        assertThat(event.getTitle()).endsWith("😀…");
        assertThat(event.getResources()).hasSize(500).isSorted().startsWith("arn:aws:s3:::bucket-1000");
        assertThat(event.getAttributes()).containsEntry("truncated", "resources,title");
        assertThat(event.getEventId()).hasSizeLessThanOrEqualTo(512).contains("#");
    }

    @Test
    void unpairedSurrogatesAreReplaced() {
        var event = only(raw("{\"source\":\"a\",\"detail-type\":\"b\",\"detail\":{\"summary\":\"x\\ud800y\"}}"));

        assertThat(event.getText()).isEqualTo("x\uFFFDy");
    }

    @Test
    void aBufferThatIsAWindowIsReadAsItsWindow() {
        byte[] bytes = "xx{\"source\":\"a\",\"detail-type\":\"b\"}yy".getBytes(UTF_8);
        var record = RawRecord.newBuilder(raw(bytes))
                .setData(ByteBuffer.wrap(bytes, 2, bytes.length - 4))
                .build();

        assertThat(only(record).getSource()).isEqualTo("a");
        assertThat(record.getData().remaining()).isEqualTo(bytes.length - 4);
    }

    @Test
    void theSameRecordGivesTheSameResult() {
        var once = only(Raws.document("cloudwatch-alarm-metric.json", 0));
        var again = new EventParser(EventParserSettings.defaults())
                .parse(Raws.document("cloudwatch-alarm-metric.json", 0))
                .events()
                .get(0);

        assertThat(again).hasToString(once.toString());
    }

    private static byte[] padded(int size) {
        byte[] start = "{\"source\":\"a\",\"detail-type\":\"b\",\"detail\":{\"summary\":\"".getBytes(UTF_8);
        byte[] end = "\"}}".getBytes(UTF_8);
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) 'x');
        System.arraycopy(start, 0, bytes, 0, start.length);
        System.arraycopy(end, 0, bytes, size - end.length, end.length);
        return bytes;
    }

    private static RawRecord timed(String time) {
        return raw("{\"source\":\"a\",\"detail-type\":\"b\",\"id\":\"1\",\"time\":" + time + "}", ARRIVED);
    }

    private OpsEvent only(RawRecord raw) {
        var result = parser.parse(raw);
        assertThat(result.deadLetters()).isEmpty();
        assertThat(result.events()).hasSize(1);
        return result.events().get(0);
    }

    private DeadLetter dead(RawRecord raw) {
        var result = parser.parse(raw);
        assertThat(result.events()).isEmpty();
        assertThat(result.deadLetters()).hasSize(1);
        return result.deadLetters().get(0);
    }
}
