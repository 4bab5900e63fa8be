package io.millrace.operators.parse;

import static io.millrace.operators.parse.Raws.raw;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.DeadLetter;
import io.millrace.domain.LogCount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogRecordTest {
    private static final long TEN = 1_785_924_000_000L;
    private static final String HEAD =
            "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"111122223333\",\"logGroup\":\"/aws/lambda/checkout\","
                    + "\"logStream\":\"2026/08/05/[$LATEST]a\",\"subscriptionFilters\":[\"all\"],";
    private static final String CONTROL =
            "{\"messageType\":\"CONTROL_MESSAGE\",\"owner\":\"CloudwatchLogs\",\"logGroup\":\"\","
                    + "\"logStream\":\"\",\"subscriptionFilters\":[],\"logEvents\":[{\"id\":\"\",\"timestamp\":1785924000000,"
                    + "\"message\":\"CWL CONTROL MESSAGE: Checking health of destination Kinesis stream.\"}]}";

    private final MetricStreamParser parser = new MetricStreamParser(Duration.ofHours(2), "eu-west-1");

    @Test
    void linesAreCountedPerMinuteWithTheirErrors() throws IOException {
        var result = parser.parse(raw(gzip(data(
                event("1", TEN + 59_999, "[ERROR] no stock"),
                event("2", TEN + 60_000, "{\\\"level\\\":\\\"INFO\\\"}"),
                event("3", TEN, "INFO fine"),
                event("4", TEN + 61_000, "java.io.IOException: x")))));

        assertThat(result.deadLetters()).isEmpty();
        assertThat(result.points()).isEmpty();
        assertThat(result.receivedLines()).isEqualTo(4);
        assertThat(result.logCounts())
                .extracting(count -> count.getAccount() + " " + count.getRegion() + " " + count.getLogGroup() + " "
                        + count.getMinute() + " " + count.getLines() + " " + count.getErrors())
                .containsExactly(
                        "111122223333 eu-west-1 /aws/lambda/checkout 2026-08-05T10:00:00Z 2 1",
                        "111122223333 eu-west-1 /aws/lambda/checkout 2026-08-05T10:01:00Z 2 1");
    }

    @Test
    void aControlMessageIsCountedAndNeverDead() throws IOException {
        for (byte[] bytes : new byte[][] {CONTROL.getBytes(UTF_8), gzip(CONTROL), gzip(CONTROL + "\n")}) {
            var result = parser.parse(raw(bytes));

            assertThat(result.controls()).isEqualTo(1);
            assertThat(result.received() + result.receivedLines()).isZero();
            assertThat(result.deadLetters()).isEmpty();
        }
    }

    @Test
    void theHeadMayFollowTheLinesAndOthersFieldsAreIgnored() {
        var text = "{\"policyLevel\":\"ACCOUNT_LEVEL_POLICY\",\"logEvents\":[" + event("1", TEN, "ERROR")
                + "],\"logGroup\":\"g\",\"owner\":\"111122223333\",\"x\":{\"logEvents\":[1]},\"messageType\":\"DATA_MESSAGE\"}";

        assertThat(parser.parse(raw(text)).logCounts())
                .extracting(LogCount::getErrors)
                .containsExactly(1L);
    }

    @Test
    void anExtractedLevelCounts() {
        var text = data("{\"id\":\"1\",\"timestamp\":" + TEN
                + ",\"message\":\"x\",\"extractedFields\":{\"level\":\"ERROR\",\"n\":null,\"o\":{}}}");

        assertThat(parser.parse(raw(text)).logCounts())
                .extracting(LogCount::getErrors)
                .containsExactly(1L);
    }

    @Test
    void theSameLinesAreTheSameDeliveryAndOthersAreNot() {
        var one = only(data(event("1", TEN, "a"), event("2", TEN, "b")));

        assertThat(only(data(event("1", TEN, "a"), event("2", TEN, "b"))).getDelivery())
                .isEqualTo(one.getDelivery())
                .isNotZero();
        assertThat(only(data(event("1", TEN, "a"), event("3", TEN, "b"))).getDelivery())
                .isNotEqualTo(one.getDelivery());
        assertThat(only(data(event("12", TEN, "a"), event("", TEN, "b"))).getDelivery())
                .isNotEqualTo(one.getDelivery());
        assertThat(only(data(event("", TEN, "a"))).getDelivery()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | missing-field",
                "{} | missing-field",
                "{\"timestamp\":\"1\",\"message\":\"x\"} | missing-field",
                "{\"timestamp\":-1,\"message\":\"x\"} | missing-field",
                "{\"timestamp\":1e300,\"message\":\"x\"} | missing-field",
                "{\"timestamp\":1785924000000,\"message\":null} | missing-field",
                "{\"timestamp\":1785924000000,\"message\":{}} | missing-field",
                "{\"timestamp\":1985924000000,\"message\":\"x\"} | future-timestamp"
            })
    void aBadLineCostsOnlyItself(String bad, String reason) {
        var result = parser.parse(raw(data(event("1", TEN, "ERROR"), bad, event("2", TEN, "ERROR"))));

        assertThat(result.receivedLines()).isEqualTo(3);
        assertThat(result.deadLines()).isEqualTo(1);
        assertThat(result.received()).isZero();
        assertThat(result.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(reason);
            assertThat(letter.getLine()).isEqualTo(1);
            assertThat(letter.getPayload()).contains(bad);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"DATA_MESSAGE\" | \"OTHER\" | unknown-message-type",
                "\"111122223333\" | \"\" | missing-field",
                "\"/aws/lambda/checkout\" | 7 | missing-field"
            })
    void aRecordWithoutAHeadIsOneDeadLetter(String part, String replacement, String reason) {
        var result = parser.parse(raw(data(event("1", TEN, "x")).replace(part, replacement)));

        assertThat(result.received()).isEqualTo(1);
        assertThat(result.deadLetters()).extracting(DeadLetter::getReason).containsExactly(reason);
    }

    @Test
    void aRecordWithoutLinesIsOneDeadLetter() {
        assertThat(parser.parse(raw(data())).deadLetters())
                .extracting(DeadLetter::getReason)
                .containsExactly("no-points");
        assertThat(parser.parse(raw(HEAD + "\"logEvents\":7}")).deadLetters())
                .extracting(DeadLetter::getReason)
                .containsExactly("no-points");
    }

    @Test
    void whatSpansMoreThanADayIsBounded() {
        var events = IntStream.range(0, 3000)
                .mapToObj(minute -> event("" + minute, TEN - minute * 60_000L, "x"))
                .toArray(String[]::new);

        var result = parser.parse(raw(data(events)));

        assertThat(result.logCounts()).hasSize(1441);
        assertThat(result.deadLines()).isEqualTo(3000 - 1441);
        assertThat(result.deadLetters()).hasSize(RecordContents.MAX_LETTERS + 1);
        assertThat(result.deadLetters().get(0).getReason()).isEqualTo("too-many-minutes");
    }

    @Test
    void firehoseMayBringThemToo() throws IOException {
        var body = "{\"requestId\":\"r\",\"timestamp\":1,\"records\":[{\"data\":\""
                + Base64.getEncoder().encodeToString(gzip(data(event("1", TEN, "ERROR")))) + "\"},{\"data\":\""
                + Base64.getEncoder().encodeToString(gzip(CONTROL)) + "\"}]}";

        var result = parser.parse(raw(body));

        assertThat(result.receivedLines()).isEqualTo(1);
        assertThat(result.controls()).isEqualTo(1);
        assertThat(result.deadLetters()).isEmpty();
    }

    @Test
    void everyTruncationIsOneDeadLetter() throws IOException {
        byte[] packed = gzip(data(event("1", TEN, "ERROR")));
        byte[] plain = data(event("1", TEN, "ERROR")).getBytes(UTF_8);
        for (byte[] whole : new byte[][] {packed, plain}) {
            for (int length = 1; length < whole.length; length++) {
                var result = parse(Arrays.copyOf(whole, length));
                assertThat(result.logCounts()).isEmpty();
                assertThat(result.dead()).isEqualTo(1);
            }
        }
    }

    @Test
    void everyWrongTypeInEveryPlaceIsCounted() throws IOException {
        Mutations.of(
                Raws.JSON.readTree(data(event("1", TEN, "ERROR"), event("2", TEN, "x"))),
                mutation -> parse(mutation.getBytes(UTF_8)));
    }

    @Property(tries = 500)
    void flippedBytesAreCounted(@ForAll @Size(min = 1, max = 8) int[] places, @ForAll byte value) {
        byte[] bytes = data(event("1", TEN, "ERROR"), event("2", TEN, "x")).getBytes(UTF_8);
        for (int place : places) {
            bytes[Math.floorMod(place, bytes.length)] = value;
        }
        parse(bytes);
    }

    private MetricParseResult parse(byte[] bytes) {
        try {
            var result = parser.parse(raw(bytes));
            Soundness.check(result);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LogCount only(String text) {
        var result = parser.parse(raw(text));
        assertThat(result.logCounts()).hasSize(1);
        return result.logCounts().get(0);
    }

    private static String event(String id, long timestamp, String message) {
        return "{\"id\":\"" + id + "\",\"timestamp\":" + timestamp + ",\"message\":\"" + message + "\"}";
    }

    private static String data(String... events) {
        return Arrays.stream(events).collect(Collectors.joining(",", HEAD + "\"logEvents\":[", "]}"));
    }

    private static byte[] gzip(String text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }
}
