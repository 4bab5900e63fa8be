package io.millrace.operators.parse;

import static io.millrace.operators.parse.Raws.raw;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.DeadLetter;
import io.millrace.domain.Dimension;
import io.millrace.domain.MetricDatum;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricStreamParserTest {
    private static final String POINT =
            """
            {"metric_stream_name":"s","account_id":"111122223333","region":"eu-west-1","namespace":"AWS/EC2","metric_name":"CPUUtilization","dimensions":{"InstanceId":"i-1"},"timestamp":1785924000000,"value":{"max":42.5,"min":39.1,"sum":206.0,"count":5.0},"unit":"Percent"}\
            """;
    private static final String TICK =
            """
            {"version":"0","id":"t","detail-type":"millrace.tick","source":"millrace","account":"111122223333","time":"2026-08-05T10:00:00Z","region":"eu-west-1","resources":[],"detail":{"a":[1]}}\
            """;
    private final MetricStreamParser parser = new MetricStreamParser();

    @Test
    void readsEveryPointOfTheSample() {
        var result = parser.parse(raw(Raws.sample("metric-stream-json.ndjson")));

        assertThat(result.deadLetters()).isEmpty();
        assertThat(result.points()).hasSize(20);
        assertThat(result.points())
                .extracting(MetricDatum::getLine)
                .startsWith(0, 1, 2)
                .endsWith(19);
        assertThat(describe(result.points().get(0)))
                .isEqualTo("111122223333|eu-west-1|AWS/EC2|CPUUtilization|InstanceId=i-0c2f5e7a91d34b680"
                        + " 2026-08-05T10:00:00Z count=5.0 sum=206.0 min=39.1 max=42.5 {} Percent");
        assertThat(describe(result.points().get(14)))
                .isEqualTo("111122223333|eu-west-1|CWAgent|disk_used_percent|InstanceId=i-0c2f5e7a91d34b680"
                        + ",device=nvme0n1p1,fstype=xfs,path=/"
                        + " 2026-08-05T10:06:00Z count=1.0 sum=95.6 min=95.6 max=95.6 {} Percent");
        assertThat(describe(result.points().get(15)))
                .isEqualTo("111122223333|eu-west-1|AWS/ApplicationELB|TargetResponseTime"
                        + "|LoadBalancer=app/checkout/50dc6c495c0c9188"
                        + " 2026-08-05T10:06:00Z count=1834.0 sum=2109.1 min=0.004 max=9.87"
                        + " {p99=6.412, p99.9=9.21} Seconds");
        assertThat(describe(result.points().get(17)))
                .isEqualTo("111122223333|eu-west-1|Shop/Checkout|Zahlungsfehler|Dienst=Kasse-Süd,Währung=€"
                        + " 2026-08-05T10:06:00Z count=3.0 sum=3.0 min=1.0 max=1.0 {} None");
        assertThat(describe(result.points().get(18)))
                .isEqualTo("111122223333|eu-west-1|AWS/Usage|ResourceCount|"
                        + " 2026-08-05T10:06:00Z count=1.0 sum=17.0 min=17.0 max=17.0 {} None");
        assertThat(describe(result.points().get(19)))
                .isEqualTo("111122223333|eu-west-1|AWS/EC2|CPUUtilization|InstanceId=i-0c2f5e7a91d34b680"
                        + " 2026-08-05T10:02:00Z count=5.0 sum=225.5 min=42.0 max=46.8 {} Percent");
    }

    @Test
    void aBadLineCostsOnlyItself() {
        var result = parser.parse(raw(POINT + "\n{\"oops\":\n\n" + TICK + "\r\n" + POINT));

        assertThat(result.points()).extracting(MetricDatum::getLine).containsExactly(0, 4);
        assertThat(result.ticks()).isEqualTo(1);
        assertThat(result.received()).isEqualTo(3);
        assertThat(result.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getLine()).isEqualTo(1);
            assertThat(letter.getReason()).isEqualTo("not-json");
            assertThat(letter.getPayload()).isEqualTo("{\"oops\":");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"account_id\":\"111122223333\"; \"x\":1; missing-field",
                "\"region\":\"eu-west-1\"; \"region\":\"\"; missing-field",
                "\"namespace\":\"AWS/EC2\"; \"namespace\":null; wrong-type",
                "\"metric_name\":\"CPUUtilization\"; \"metric_name\":{}; wrong-type",
                "\"dimensions\":{\"InstanceId\":\"i-1\"}; \"dimensions\":\"i-1\"; wrong-type",
                "\"dimensions\":{\"InstanceId\":\"i-1\"}; \"dimensions\":{\"a\":[]}; wrong-type",
                "1785924000000; \"2026\"; bad-timestamp",
                "1785924000000; -1; bad-timestamp",
                "1785924000000; 1e300; bad-timestamp",
                "1785924000000; 1e999; bad-timestamp",
                "\"count\":5.0; \"n\":5.0; missing-field",
                "\"count\":5.0; \"count\":0; bad-count",
                "\"count\":5.0; \"count\":-1; bad-count",
                "\"count\":5.0; \"count\":\"5\"; wrong-type",
                "\"count\":5.0; \"count\":null; wrong-type",
                "\"sum\":206.0; \"sum\":1e308; not-a-number",
                "\"sum\":206.0; \"sum\":1e999; not-a-number",
                "\"sum\":206.0; \"sum\":NaN; not-json",
                "\"sum\":206.0; \"sum\":206.0,\"p99\":-1e309; not-a-number",
                "\"unit\":\"Percent\"}; \"unit\":\"Percent\"}{}; trailing-data",
                "\"unit\":\"Percent\"}; \"unit\":[]}; wrong-type"
            })
    void whatNoModelMaySeeIsDead(String part, String replacement, String reason) {
        assertThat(POINT).contains(part);

        var letter = dead(POINT.replace(part, replacement));

        assertThat(letter.getReason()).isEqualTo(reason);
        assertThat(letter.getLine()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"unit\":null", "\"u\":1", "\"unit\":\"None\""})
    void withoutAUnitThePointHasNone(String unit) {
        assertThat(only(POINT.replace("\"unit\":\"Percent\"", unit)).getUnit()).isEqualTo("None");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"dimensions\":null", "\"d\":1", "\"dimensions\":{}"})
    void withoutDimensionsTheSeriesIsTheMetric(String dimensions) {
        var datum = only(POINT.replace("\"dimensions\":{\"InstanceId\":\"i-1\"}", dimensions));

        assertThat(datum.getDimensions()).isEmpty();
        assertThat(datum.getSeriesKey()).isEqualTo("111122223333|eu-west-1|AWS/EC2|CPUUtilization|");
    }

    @Test
    void dimensionsAreSortedAndOfDuplicatesTheLastWins() {
        var datum = only(POINT.replace("{\"InstanceId\":\"i-1\"}", "{\"b\":\"1\",\"a\":\"2\",\"b\":\"3\"}"));

        assertThat(datum.getDimensions()).containsExactly(new Dimension("a", "2"), new Dimension("b", "3"));
    }

    @Test
    void separatorsInNamesAreEscaped() {
        var datum = only(POINT.replace("{\"InstanceId\":\"i-1\"}", "{\"a=b\":\"c,d|e\\\\\"}"));

        assertThat(datum.getSeriesKey()).isEqualTo("111122223333|eu-west-1|AWS/EC2|CPUUtilization|a\\=b=c\\,d\\|e\\\\");
    }

    @Test
    void twoThousandDimensionsAreTooMany() {
        var dimensions = new StringBuilder("{\"d0\":\"v\"");
        for (int i = 1; i < 2000; i++) {
            dimensions.append(",\"d").append(i).append("\":\"v\"");
        }

        assertThat(dead(POINT.replace("{\"InstanceId\":\"i-1\"}", dimensions + "}"))
                        .getReason())
                .isEqualTo("too-many-dimensions");
    }

    @Test
    void aNameIsNeverCutAsItWouldNameAnotherSeries() {
        assertThat(dead(POINT.replace("i-1", "x".repeat(1025))).getReason()).isEqualTo("too-long");
        assertThat(only(POINT.replace("i-1", "x".repeat(1024))).getDimensions()).hasSize(1);
    }

    @Test
    void tenThousandLevelsAreTooDeep() {
        assertThat(dead(POINT.replace("\"metric_stream_name\":\"s\"", "\"x\":" + "[".repeat(10_000)))
                        .getReason())
                .isEqualTo("too-deep");
    }

    @Test
    void aPointMoreThanTwoHoursAheadOfItsArrivalIsDead() {
        var arrived = Instant.ofEpochMilli(1785924000000L).minusSeconds(7200);

        assertThat(parser.parse(raw(POINT, arrived)).points()).hasSize(1);
        assertThat(parser.parse(raw(POINT, arrived.minusMillis(1))).deadLetters())
                .extracting(DeadLetter::getReason)
                .containsExactly("future-timestamp");
    }

    @Test
    void gzipIsUnpacked() throws IOException {
        var result = parser.parse(raw(gzip((POINT + "\n" + POINT).getBytes(UTF_8))));

        assertThat(result.points()).hasSize(2);
    }

    @Test
    void aGzipBombAndABrokenGzipAreOneDeadLetterEach() throws IOException {
        byte[] bomb = gzip(new byte[GzipBodies.MAX_BYTES + 1]);
        byte[] broken = java.util.Arrays.copyOf(gzip(POINT.getBytes(UTF_8)), 40);

        assertThat(parser.parse(raw(bomb)).deadLetters())
                .extracting(DeadLetter::getReason)
                .containsExactly("too-large");
        assertThat(parser.parse(raw(broken)).deadLetters())
                .extracting(DeadLetter::getReason)
                .containsExactly("bad-gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \r\n\t"})
    void anEmptyRecordIsOneDeadLetter(String payload) {
        var result = parser.parse(raw(payload));

        assertThat(result.received()).isEqualTo(1);
        assertThat(result.deadLetters()).extracting(DeadLetter::getReason).containsExactly("not-json");
    }

    @Test
    void bytesThatAreNotUtf8CostTheirLine() {
        byte[] bytes = (POINT + "\n" + POINT).getBytes(UTF_8);
        bytes[30] = (byte) 0xFF;

        var result = parser.parse(raw(bytes));

        assertThat(result.points()).hasSize(1);
        assertThat(result.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo("not-utf-8");
            assertThat(letter.getBase64()).isTrue();
        });
    }

    @Test
    void afterAThousandBadLinesOneLetterStandsForTheRestAndGoodLinesStillCount() {
        var result = parser.parse(raw("x\n".repeat(5000) + POINT + "\ny\n"));

        assertThat(result.points()).hasSize(1);
        assertThat(result.dead()).isEqualTo(5001);
        assertThat(result.received()).isEqualTo(5002);
        assertThat(result.deadLetters()).hasSize(1001);
        var rest = result.deadLetters().get(1000);
        assertThat(rest.getReason()).isEqualTo("too-many-bad-lines");
        assertThat(rest.getMessage()).startsWith("4001 further lines");
        assertThat(rest.getPayload()).startsWith("x\nx\n").endsWith("\ny\n");
    }

    @Test
    void aRecordOfTenMebibytesOfGarbageIsBounded() {
        var result = parser.parse(raw("}\n".repeat(5 << 20)));

        assertThat(result.dead()).isEqualTo(5 << 20);
        assertThat(result.deadLetters()).hasSize(1001);
    }

    @Test
    void anEventOnTheMetricsStreamIsDead() {
        assertThat(dead(Raws.documents("guardduty-finding.json").get(0).toString())
                        .getReason())
                .isEqualTo("missing-field");
        assertThat(dead("[" + POINT + "]").getReason()).isEqualTo("not-a-point");
        assertThat(dead(TICK.replace("\"millrace\"", "\"mallory\"")).getReason())
                .isEqualTo("missing-field");
    }

    private MetricDatum only(String line) {
        var result = parser.parse(raw(line));
        assertThat(result.deadLetters()).isEmpty();
        assertThat(result.points()).hasSize(1);
        return result.points().get(0);
    }

    private DeadLetter dead(String line) {
        var result = parser.parse(raw(line));
        assertThat(result.points()).isEmpty();
        assertThat(result.deadLetters()).hasSize(1);
        return result.deadLetters().get(0);
    }

    private static String describe(MetricDatum datum) {
        return datum.getSeriesKey() + " " + datum.getTimestamp() + " count=" + datum.getCount() + " sum="
                + datum.getSum() + " min=" + datum.getMin() + " max=" + datum.getMax() + " " + datum.getStatistics()
                + " " + datum.getUnit();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }
}
