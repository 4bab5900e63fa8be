package io.millrace.operators.parse;

import static io.millrace.operators.parse.Raws.raw;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.DeadLetter;
import io.millrace.domain.MetricDatum;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirehoseBodyTest {
    private static final String POINT =
            """
            {"metric_stream_name":"s","account_id":"111122223333","region":"eu-west-1","namespace":"AWS/EC2","metric_name":"CPUUtilization","dimensions":{"InstanceId":"i-1"},"timestamp":1785924000000,"value":{"max":42.5,"min":39.1,"sum":206.0,"count":5.0},"unit":"Percent"}\
            """;
    private static final long TEN = 1_785_924_000_000L;

    private final MetricStreamParser parser = new MetricStreamParser();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSampleGivesThePointsOfTheJsonSample(boolean indented) throws IOException {
        byte[] sample = Raws.sample("metric-stream-firehose-http.json");
        byte[] body = indented ? sample : Raws.JSON.writeValueAsBytes(Raws.JSON.readTree(sample));

        var result = parser.parse(raw(body));

        assertThat(result.deadLetters()).isEmpty();
        assertThat(result.points())
                .isEqualTo(parser.parse(raw(Raws.sample("metric-stream-json.ndjson")))
                        .points());
    }

    @Test
    void eachRecordHasItsOwnFormatAndPointsAreNumberedThrough() throws IOException {
        byte[] frames = OtelRequests.frames(OtelRequests.request(
                OtelRequests.metric("%", OtelRequests.point(TEN), OtelRequests.point(TEN + 60_000))));
        byte[] body = body(bytes(POINT + "\n" + POINT + "\n"), gzip(bytes(POINT)), frames, gzip(frames));

        var result = parser.parse(raw(body));

        assertThat(result.deadLetters()).isEmpty();
        assertThat(result.points()).extracting(MetricDatum::getLine).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(result.points())
                .extracting(MetricDatum::getSeriesKey)
                .containsOnly(result.points().get(0).getSeriesKey());
        assertThat(parser.parse(raw(gzip(body))).points()).isEqualTo(result.points());
    }

    @Test
    void aBadRecordCostsOnlyItself() throws IOException {
        byte[] broken = gzip(bytes(POINT));
        var body =
                "{\"requestId\":\"r\",\"timestamp\":1,\"records\":[{\"data\":\"!\"},{},7,[1],{\"data\":\"\"},{\"data\":null},"
                        + "{\"data\":\"" + base64(bytes(POINT)) + "\",\"more\":{\"a\":[]}},"
                        + "{\"data\":\"" + base64(Arrays.copyOf(broken, 40)) + "\"},"
                        + "{\"data\":\"" + base64(body(bytes(POINT))) + "\"}]}";

        var result = parser.parse(raw(body));

        assertThat(result.points()).extracting(MetricDatum::getLine).containsExactly(6);
        assertThat(result.deadLetters())
                .extracting(DeadLetter::getReason)
                .containsExactly(
                        "not-base64",
                        "no-data",
                        "no-data",
                        "no-data",
                        "no-data",
                        "no-data",
                        "bad-gzip",
                        "missing-field");
        assertThat(result.deadLetters()).extracting(DeadLetter::getLine).containsExactly(0, 1, 2, 3, 4, 5, 7, 8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"requestId\":\"r\",\"records\":[]}", "{\"records\":[]}"})
    void aBodyWithoutRecordsIsOneDeadLetter(String body) {
        var result = parser.parse(raw(body));

        assertThat(result.received()).isEqualTo(1);
        assertThat(result.deadLetters()).extracting(DeadLetter::getReason).containsExactly("no-points");
    }

    @Test
    void aTruncatedBodyIsOneDeadLetterAndNoPoint() throws IOException {
        byte[] body = body(bytes(POINT), bytes(POINT));

        for (int length = 1; length < body.length; length += 13) {
            var result = parser.parse(raw(Arrays.copyOf(body, length)));

            assertThat(result.points()).isEmpty();
            assertThat(result.dead()).isEqualTo(1);
        }
    }

    @Test
    void allBodiesOfOneRecordTogetherUnpackToABoundedSize() throws IOException {
        byte[] bomb = gzip(new byte[GzipBodies.MAX_BYTES / 2 + 1]);
        byte[] body = body(IntStream.range(0, 40).mapToObj(i -> bomb).toArray(byte[][]::new));

        var result = parser.parse(raw(body));

        assertThat(result.points()).isEmpty();
        assertThat(result.deadLetters()).hasSize(40);
        assertThat(result.deadLetters().subList(1, 40))
                .extracting(DeadLetter::getReason)
                .containsOnly("too-large");
    }

    @Test
    void tenThousandRecordsOfGarbageAreBounded() {
        var body = IntStream.range(0, 10_000)
                .mapToObj(i -> "{\"data\":\"%%%\"}")
                .collect(Collectors.joining(",", "{\"requestId\":\"r\",\"records\":[", "]}"));

        var result = parser.parse(raw(body));

        assertThat(result.dead()).isEqualTo(10_000);
        assertThat(result.deadLetters()).hasSize(RecordContents.MAX_LETTERS + 1);
    }

    private static byte[] body(byte[]... records) {
        return bytes(Arrays.stream(records)
                .map(record -> "{\"data\":\"" + base64(record) + "\"}")
                .collect(Collectors.joining(
                        ",", "{\"requestId\":\"r\",\"timestamp\":1785924420000,\"records\":[", "]}")));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }
}
