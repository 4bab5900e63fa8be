package io.millrace.local.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bytes on the wire, without any SDK. */
class KinesisWireTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.250Z");
    private static final String JSON = "application/x-amz-json-1.1";
    private static final String CBOR = "application/x-amz-cbor-1.1";

    private final HttpClient http = HttpClient.newHttpClient();
    private final KinesisStandIn standIn =
            KinesisStandIn.start(KinesisOptions.standard().withClock(() -> NOW));

    @BeforeEach
    void createAStreamWithOneRecord() {
        standIn.createStream("events", 1);
        standIn.put("events", "k", "hello".getBytes(UTF_8));
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void saysWhatItIs() throws Exception {
        var answer =
                http.send(HttpRequest.newBuilder(standIn.endpoint()).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.headers().firstValue("Server")).contains("Millrace Kinesis stand-in, not AWS");
        assertThat(answer.body()).isEqualTo("Millrace Kinesis stand-in, not AWS\n");
    }

    @Test
    void writesJsonTimesAsSecondsAndBytesAsBase64() throws Exception {
        var answer = post("GetRecords", JSON, ("{\"ShardIterator\":\"" + iterator() + "\"}").getBytes(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(JSON);
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
        assertThat(new String(answer.body(), UTF_8))
                .startsWith("{\"Records\":[{\"SequenceNumber\":\"49")
                .contains(
                        "\"PartitionKey\":\"k\",\"Data\":\"aGVsbG8=\",\"ApproximateArrivalTimestamp\":1772366400.250}]")
                .endsWith("\"MillisBehindLatest\":0}");
    }

    @Test
    void writesCborTimesAsTaggedMillisecondsAndBytesAsBytes() throws Exception {
        var request = HexFormat.of().parseHex("a1" + cborText("ShardIterator") + cborText(iterator()));

        var answer = post("GetRecords", CBOR, request);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(CBOR);
        assertThat(HexFormat.of().formatHex(answer.body()))
                .contains(cborText("Data") + "45" + HexFormat.of().formatHex("hello".getBytes(UTF_8)))
                // tag 1, then an unsigned 64-bit number: epoch milliseconds, not the seconds of RFC 8949
                .contains(
                        cborText("ApproximateArrivalTimestamp") + "c11b" + String.format("%016x", NOW.toEpochMilli()));
    }

    @Test
    void answersErrorsWithTheirTypeInBodyAndHeader() throws Exception {
        var answer = post("DescribeStream", JSON, "{\"StreamName\":\"nowhere\"}".getBytes(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("ResourceNotFoundException");
        assertThat(new String(answer.body(), UTF_8))
                .isEqualTo("{\"__type\":\"ResourceNotFoundException\","
                        + "\"message\":\"Stream nowhere under account 000000000000 not found.\"}");
    }

    @Test
    void saysThatItHasNoEnhancedFanOut() throws Exception {
        var answer = post("RegisterStreamConsumer", JSON, "{}".getBytes(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new String(answer.body(), UTF_8))
                .contains(
                        "UnsupportedOperationException", "stand-in, not AWS does not implement RegisterStreamConsumer");
    }

    @Test
    void refusesWhatItCannotRead() throws Exception {
        assertThat(body(post("Nonsense", JSON, "{}".getBytes(UTF_8)))).contains("UnknownOperationException");
        assertThat(body(post("PutRecord", JSON, "not json".getBytes(UTF_8)))).contains("SerializationException");
        assertThat(body(post("PutRecord", JSON, "[]".getBytes(UTF_8)))).contains("SerializationException");
        assertThat(body(post("PutRecord", JSON, "{\"StreamName\":7}".getBytes(UTF_8))))
                .contains("SerializationException");
        assertThat(body(post("PutRecord", JSON, "{\"StreamName\":\"events\",\"Data\":\"\"}".getBytes(UTF_8))))
                .contains("ValidationException", "partitionKey");
        assertThat(post("PutRecord", "text/plain", "{}".getBytes(UTF_8)).statusCode())
                .isEqualTo(415);
        assertThat(standIn.records("events")).hasSize(1);
    }

    private String iterator() throws IOException, InterruptedException {
        var request =
                "{\"StreamName\":\"events\",\"ShardId\":\"shardId-000000000000\",\"ShardIteratorType\":\"TRIM_HORIZON\"}";
        var answer = body(post("GetShardIterator", JSON, request.getBytes(UTF_8)));
        return answer.replaceAll("\\{\"ShardIterator\":\"(.*)\"}", "$1");
    }

    private HttpResponse<byte[]> post(String action, String contentType, byte[] body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(standIn.endpoint())
                .header("X-Amz-Target", "Kinesis_20131202." + action)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String body(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }

    private static String cborText(String text) {
        var bytes = text.getBytes(UTF_8);
        var head =
                bytes.length < 24 ? String.format("%02x", 0x60 + bytes.length) : String.format("78%02x", bytes.length);
        return head + HexFormat.of().formatHex(bytes);
    }
}
