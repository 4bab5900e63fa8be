package io.millrace.operators.parse;

import static io.millrace.operators.parse.OtelRequests.dimensions;
import static io.millrace.operators.parse.OtelRequests.frames;
import static io.millrace.operators.parse.OtelRequests.metric;
import static io.millrace.operators.parse.OtelRequests.pair;
import static io.millrace.operators.parse.OtelRequests.point;
import static io.millrace.operators.parse.OtelRequests.quantile;
import static io.millrace.operators.parse.OtelRequests.request;
import static io.millrace.operators.parse.Raws.raw;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import io.millrace.domain.DeadLetter;
import io.millrace.domain.Dimension;
import io.millrace.domain.MetricDatum;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtelFramesTest {
    private static final long TEN = Instant.parse("2026-08-05T10:00:00Z").toEpochMilli();

    private final MetricStreamParser parser = new MetricStreamParser();

    @Test
    void bothFormatsOfOnePointGiveTheSamePoint() throws IOException {
        for (String line : new String(Raws.sample("metric-stream-json.ndjson"), UTF_8).split("\n")) {
            var byJson = only(line.getBytes(UTF_8));
            var request = OtelRequests.of(Raws.JSON.readTree(line));

            assertThat(only(frames(request))).isEqualTo(byJson);
        }
    }

    @Test
    void theSampleGivesThePointThatItsFramesWouldGive() {
        byte[] sample = Raws.sample("metric-stream-otel-1.0.json");
        var framed = frames(request(metric(
                "%",
                point(TEN)
                        .clearQuantileValues()
                        .addQuantileValues(quantile(0, 91.3))
                        .addQuantileValues(quantile(0.99, 94.6))
                        .addQuantileValues(quantile(1, 94.7))
                        .setSum(467)
                        .setAttributes(2, dimensions(Map.of("InstanceId", "i-0c2f5e7a91d34b680"))))));

        var datum = only(sample);

        assertThat(datum).isEqualTo(only(framed));
        assertThat(datum.getTimestamp()).isEqualTo("2026-08-05T10:00:00Z");
        assertThat(datum.getStatistics()).isEqualTo(Map.of("p99", 94.6));
        assertThat(datum.getUnit()).isEqualTo("Percent");
    }

    @Test
    void aRecordHoldsManyRequestsAndItsPointsAreNumbered() {
        var result = parser.parse(raw(frames(
                request(metric("%", point(TEN), point(TEN + 60_000)), metric("s", point(TEN))),
                ExportMetricsServiceRequest.getDefaultInstance(),
                request(metric("1", point(TEN))))));

        assertThat(result.deadLetters()).isEmpty();
        assertThat(result.points()).extracting(MetricDatum::getLine).containsExactly(0, 1, 2, 3);
        assertThat(result.points())
                .extracting(MetricDatum::getUnit)
                .containsExactly("Percent", "Percent", "Seconds", "None");
    }

    @Test
    void theResourceMayComeAfterItsMetricsAndTheUnitAfterItsPoints() throws IOException {
        var request = request(metric("%", point(TEN)));
        var metrics = request.getResourceMetrics(0);
        var reversed = new ByteArrayOutputStream();
        reversed.writeBytes(bytes(2, metrics.getScopeMetrics(0).toByteArray()));
        reversed.writeBytes(bytes(1, metrics.getResource().toByteArray()));
        var frame = bytes(1, reversed.toByteArray());
        var all = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(all);
        out.writeUInt32NoTag(frame.length);
        out.flush();
        all.writeBytes(frame);

        assertThat(only(all.toByteArray())).isEqualTo(only(frames(request)));
    }

    @Test
    void aFrameWhoseFirstByteIsABraceIsStillAFrame() {
        // a request of 123 bytes, in it resource metrics of 121 and scope metrics of 119 that hold nothing known
        byte[] frame = Arrays.copyOf(new byte[] {'{', '\n', 121, 0x12, 119, 0x2A, 117}, 124);

        assertThat(dead(frame).getReason()).isEqualTo("no-points");
    }

    @Test
    void accountAndRegionAreTheExportersWhereTheResourceDoesNotSay() {
        var resource = Resource.newBuilder()
                .addAttributes(pair("aws.exporter.arn", "arn:aws:cloudwatch:eu-central-1:444455556666:metric-stream/s"))
                .build();

        var datum = only(frames(request(resource, metric("%", point(TEN)))));

        assertThat(datum.getSeriesKey()).isEqualTo("444455556666|eu-central-1|AWS/EC2|CPUUtilization|InstanceId=i-1");
    }

    @ParameterizedTest
    @CsvSource({"0.5, p50", "0.99, p99", "0.999, p99.9", "0.29, p29", "0.123456789, p12.3456789"})
    void quantilesAreStatisticsByTheirCloudWatchName(double quantile, String name) {
        var datum = only(frames(request(metric("%", point(TEN).addQuantileValues(quantile(quantile, 7))))));

        assertThat(datum.getStatistics()).isEqualTo(Map.of(name, 7.0));
    }

    @Test
    void whatProtobufDoesNotSendIsZero() {
        var point = point(TEN)
                .setSum(0)
                .clearQuantileValues()
                .addQuantileValues(quantile(0, 0))
                .addQuantileValues(quantile(1, 0));

        var datum = only(frames(request(metric("", point))));

        assertThat(datum.getSum() + datum.getMin() + datum.getMax()).isZero();
        assertThat(datum.getUnit()).isEqualTo("None");
    }

    @Test
    void whatNoModelMaySeeIsDead() {
        assertThat(reason(point(TEN).setSum(Double.NaN))).isEqualTo("not-a-number");
        assertThat(reason(point(TEN).setSum(Double.NEGATIVE_INFINITY))).isEqualTo("not-a-number");
        assertThat(reason(point(TEN).setSum(1e308))).isEqualTo("not-a-number");
        assertThat(reason(point(TEN).addQuantileValues(quantile(0.5, Double.POSITIVE_INFINITY))))
                .isEqualTo("not-a-number");
        assertThat(reason(point(TEN).addQuantileValues(quantile(1.5, 1)))).isEqualTo("bad-quantile");
        assertThat(reason(point(TEN).addQuantileValues(quantile(Double.NaN, 1))))
                .isEqualTo("bad-quantile");
        assertThat(reason(point(TEN).clearQuantileValues())).isEqualTo("missing-field");
        assertThat(reason(point(TEN).setCount(0))).isEqualTo("bad-count");
        assertThat(reason(point(TEN).setFlags(1))).isEqualTo("bad-count");
        assertThat(reason(point(TEN).clearStartTimeUnixNano())).isEqualTo("missing-field");
        assertThat(reason(point(TEN).setStartTimeUnixNano(-1))).isEqualTo("bad-timestamp");
        assertThat(reason(point(TEN + 365L * 86_400_000))).isEqualTo("future-timestamp");
        assertThat(reason(point(TEN).clearAttributes())).isEqualTo("missing-field");
        assertThat(reason(point(TEN).addAttributes(pair("Namespace", AnyValue.newBuilder()))))
                .isEqualTo("wrong-type");
        assertThat(reason(point(TEN).addAttributes(pair("Dimensions", "i-1")))).isEqualTo("wrong-type");
        assertThat(reason(point(TEN).addAttributes(pair("Namespace", "x".repeat(1025)))))
                .isEqualTo("too-long");
    }

    @Test
    void countsBeyondALongStayCounts() {
        assertThat(only(frames(request(metric("%", point(TEN).setCount(-1))))).getCount())
                .isEqualTo(0x1p64);
    }

    @Test
    void dimensionsAreSortedAndBoundedAndNeverNested() throws IOException {
        var many = new TreeMap<String, String>();
        for (int i = 0; i < 2000; i++) {
            many.put("d" + i, "v");
        }
        // by hand: the library's own classes overflow the stack when they write it
        byte[] nested = bytes(1, "bottom".getBytes(UTF_8));
        for (int i = 0; i < 5000; i++) {
            nested = bytes(6, bytes(1, bytes(2, nested)));
        }
        var deep = new ByteArrayOutputStream();
        deep.writeBytes(bytes(1, "Dimensions".getBytes(UTF_8)));
        deep.writeBytes(bytes(2, bytes(6, bytes(1, bytes(2, nested)))));
        var attribute = UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFrom(deep.toByteArray()))
                .build();

        assertThat(only(frames(request(metric("%", point(TEN).addAttributes(dimensions(Map.of("b", "1", "a", "2")))))))
                        .getDimensions())
                .containsExactly(new Dimension("a", "2"), new Dimension("b", "1"));
        assertThat(reason(point(TEN).addAttributes(dimensions(many)))).isEqualTo("too-many-dimensions");
        assertThat(reason(point(TEN)
                        .setUnknownFields(UnknownFieldSet.newBuilder()
                                .addField(7, attribute)
                                .build())))
                .isEqualTo("wrong-type");
    }

    @Test
    void aBadPointCostsOnlyItself() {
        var result = parser.parse(
                raw(frames(request(metric("%", point(TEN), point(TEN).setCount(0), point(TEN))))));

        assertThat(result.points()).extracting(MetricDatum::getLine).containsExactly(0, 2);
        assertThat(result.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getLine()).isEqualTo(1);
            assertThat(letter.getBase64()).isTrue();
        });
    }

    @Test
    void aBrokenMessageCostsWhatItEncloses() {
        byte[] whole = frames(request(metric("%", point(TEN))), request(metric("%", point(TEN))));
        byte[] broken = whole.clone();
        // the tag of the first data point's first field: a group, which proto3 does not have
        int at = indexOf(broken, point(TEN).build().toByteArray());
        broken[at] = 0x0B;

        var result = parser.parse(raw(broken));

        assertThat(result.points()).hasSize(1);
        assertThat(result.deadLetters()).extracting(DeadLetter::getReason).containsExactly("bad-protobuf");
        assertThat(result.deadLetters().get(0).getMessage()).startsWith("SummaryDataPoint is broken: Wire type 3");
    }

    @Test
    void aBrokenFrameIsOneDeadLetterAndTheFramesBeforeItCount() {
        byte[] whole = frames(request(metric("%", point(TEN))), request(metric("%", point(TEN))));

        var result = parser.parse(raw(Arrays.copyOf(whole, whole.length - 1)));

        assertThat(result.points()).hasSize(1);
        assertThat(result.deadLetters()).extracting(DeadLetter::getReason).containsExactly("bad-frame");
        assertThat(result.deadLetters().get(0).getMessage()).contains("should have 397 bytes; only 396 follow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffffffff07", "ffffffff0f", "ffffffffff01", "8080808080", "80"})
    void aHostileLengthIsOneDeadLetter(String hex) {
        byte[] bytes = new java.math.BigInteger("01" + hex, 16).toByteArray();

        assertThat(dead(Arrays.copyOfRange(bytes, 1, bytes.length)).getReason()).isEqualTo("bad-frame");
    }

    @Test
    void theOldFormatIsToldAndRefused() throws IOException {
        var labels = UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFrom(bytes(1, "Namespace".getBytes(UTF_8))))
                .build();
        var old = point(TEN)
                .clearAttributes()
                .setUnknownFields(
                        UnknownFieldSet.newBuilder().addField(1, labels).build());
        var sums = UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFrom(bytes(1, new byte[] {0x19, 1, 2, 3, 4, 5, 6, 7, 8})))
                .build();
        var intSum = Metric.newBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder().addField(6, sums).build());

        assertThat(reason(old)).isEqualTo("otel-0.7");
        assertThat(dead(frames(request(intSum.build()))).getReason()).isEqualTo("otel-0.7");
    }

    @Test
    void whatIsNoSummaryIsRefused() {
        var gauge = Metric.newBuilder()
                .setGauge(Gauge.newBuilder()
                        .addDataPoints(NumberDataPoint.newBuilder().setAsDouble(1)))
                .build();

        assertThat(dead(frames(request(gauge))).getReason()).isEqualTo("not-a-summary");
    }

    @Test
    void requestsWithoutPointsAreOneDeadLetter() {
        assertThat(dead(frames(request())).getReason()).isEqualTo("no-points");
        assertThat(dead(new byte[] {0, 0, 0}).getReason()).isEqualTo("no-points");
        assertThat(dead("{\"resourceMetrics\":[]}".getBytes(UTF_8)).getReason()).isEqualTo("no-points");
    }

    @Test
    void aMebibyteOfEmptyPointsIsBounded() throws IOException {
        byte[] points = new byte[10 << 20];
        for (int i = 0; i < points.length; i += 2) {
            points[i] = 0x0A;
        }
        byte[] metrics = bytes(1, bytes(2, bytes(2, bytes(11, Arrays.copyOf(points, points.length - 64)))));
        var record = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(record);
        out.writeUInt32NoTag(metrics.length);
        out.flush();
        record.writeBytes(metrics);

        var result = parser.parse(raw(record.toByteArray()));

        assertThat(result.dead()).isEqualTo(points.length / 2 - 32);
        assertThat(result.deadLetters()).hasSize(RecordContents.MAX_LETTERS + 1);
    }

    private String reason(SummaryDataPoint.Builder point) {
        return dead(frames(request(metric("%", point)))).getReason();
    }

    private MetricDatum only(byte[] bytes) {
        var result = parser.parse(raw(bytes));
        assertThat(result.deadLetters()).isEmpty();
        assertThat(result.points()).hasSize(1);
        return result.points().get(0);
    }

    private DeadLetter dead(byte[] bytes) {
        var result = parser.parse(raw(bytes));
        assertThat(result.points()).isEmpty();
        assertThat(result.deadLetters()).hasSize(1);
        return result.deadLetters().get(0);
    }

    /** A length-delimited field by hand. */
    private static byte[] bytes(int field, byte[] value) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(bytes);
        out.writeByteArray(field, value);
        out.flush();
        return bytes.toByteArray();
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int at = 0; at + part.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        throw new AssertionError("not there");
    }
}
