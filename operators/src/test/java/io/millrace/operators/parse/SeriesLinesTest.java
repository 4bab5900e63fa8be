package io.millrace.operators.parse;

import static io.millrace.operators.parse.Raws.raw;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.domain.MetricDatum;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A parser that knows the series says of every record what one says that sees it for the first time. */
class SeriesLinesTest {
    private static final String BEGINNING =
            "{\"account_id\":\"111122223333\",\"region\":\"eu-west-1\",\"namespace\":\"AWS/EC2\",\"metric_name\":\"CPU\","
                    + "\"dimensions\":{\"InstanceId\":\"i-1\"},";
    private static final String LINE = BEGINNING
            + "\"timestamp\":1785924000000,\"value\":{\"max\":79.5,\"min\":2.25,\"sum\":222.222,\"count\":5.0},\"unit\":\"Percent\"}";

    /** Whatever may stand where a number does. */
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "0.0",
            "-0.0",
            "00",
            "01",
            "1",
            "1.",
            ".5",
            "-",
            "-1.5",
            "+1",
            "1e3",
            "1E-3",
            "1e",
            "1e999",
            "2.5e-400",
            "9007199254740992",
            "9007199254740993",
            "18446744073709551616",
            "0.1",
            "0.30000000000000004",
            "123456789.12345678",
            "1234567890123456789012345678901234567890",
            "NaN",
            "\"5\"",
            "null",
            "true",
            " 1",
            "1 ",
            "0x1",
            "1_0",
            "1.5f",
            "4.9e-324",
            "2348542582773833227889480596789337027375682548908319870707290971532209025114608443463698998384768703031934976");

    private final MetricStreamParser warm = new MetricStreamParser();

    @Test
    void aKnownSeriesIsReadByItsTimeAndValues() {
        var lines = new SeriesLines();
        byte[] first = LINE.getBytes(UTF_8);
        MetricDatum point = fresh(LINE).points().get(0);
        assertThat(lines.point(first, 0, raw(first), 0, point.getArrivedAt())).isNull();

        lines.learn(first, 0, point);

        byte[] next = LINE.replace("1785924000000", "1785924060000")
                .replace("222.222", "7")
                .getBytes(UTF_8);
        assertThat(lines.point(next, 0, raw(next), 0, point.getArrivedAt())).satisfies(read -> {
            assertThat(read.getTimestamp()).isEqualTo(Instant.ofEpochMilli(1785924060000L));
            assertThat(read.getSum()).isEqualTo(7);
            assertThat(read.getSeriesKey()).isEqualTo(point.getSeriesKey());
        });
        assertThat(lines.end()).isEqualTo(next.length);
    }

    @Test
    void everyMutationOfAKnownLineReadsAsIfItWereNew() throws JsonProcessingException {
        for (String line : new String(Raws.sample("metric-stream-json.ndjson"), UTF_8).split("\n")) {
            same(line);
            Mutations.of(Raws.JSON.readTree(line), this::same);
            same(line);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // a name, a dimension and a text that look like the time
                "{\"a\\\"timestamp\":1785924000000,\"value\":{\"max\":1,\"min\":1,\"sum\":1,\"count\":1},\"unit\":\"Percent\"}",
                "{\"timestamp\" :1785924000000,\"a\\\"timestamp\":1785924000000,\"value\":{\"max\":1,\"min\":1,\"sum\":1,\"count\":1}}",
                "{\"dimensions\":{\"timestamp\":1785924000000,\"value\":{\"max\":1,\"min\":1,\"sum\":1,\"count\":1}}}",
                "{\"dimensions\":{\"timestamp\":\"x\"},\"timestamp\":1785924000000,\"value\":{\"max\":1,\"min\":1,\"sum\":1,\"count\":1}}",
                "{\"timestamp\":1785924000000,\"value\":{\"max\":1,\"min\":1,\"sum\":1,\"count\":1},\"timestamp\":1785924000001}",
                "{\"timestamp\":1785924000000,\"value\":{\"max\":1,\"min\":1,\"sum\":1,\"count\":1},\"value\":{\"max\":2,\"min\":1,\"sum\":1,\"count\":1}}",
                "{\"timestamp\":1785924000000,\"value\":{\"max\":1,\"max\":1,\"min\":1,\"sum\":1,\"count\":1}}",
                "{\"timestamp\":1785924000000,\"value\":{\"max\":1,\"min\":1,\"sum\":1,\"count\":1,\"p99\":1}}",
                "{\"timestamp\":1785924000000,\"value\":{\"max\":1,\"min\":1,\"sum\":1,\"count\":1},\"unit\":\"Per\\u0063ent\"}",
                "{\"timestamp\":1785924000000,\"value\":{\"max\":1,\"min\":1,\"sum\":1,\"count\":1},\"unit\":null}",
                "{\"timestamp\":1785924000000,\"value\":{\"max\":1,\"min\":1,\"sum\":1,\"count\":1},\"account_id\":\"2\"}"
            })
    void whatOnlyLooksLikeAKnownLineIsNotTakenForOne(String shape) {
        String line = BEGINNING + shape.substring(1);
        for (String changed : List.of(
                line,
                line.replace("1785924000000", "1785924060000"),
                line.replaceFirst("1785924000000", "1785924120000"),
                line.replace("\"max\":1", "\"max\":3"),
                line)) {
            same(changed);
            same(changed + " ");
            same(changed + "x");
            same(changed + "\r\n" + changed + "\n\n" + changed);
        }
    }

    @Property(tries = 1000)
    void everyNumberReadsAsJacksonReadsIt(@ForAll("numbers") String number) {
        same(LINE);
        same(LINE.replace("222.222", number));
        same(LINE.replace("5.0}", number + "}"));
        same(LINE.replace("1785924000000", number));
    }

    @Property(tries = 500)
    void everyNumberOfJsonIsExactlyJacksons(@ForAll("written") String number) throws IOException {
        byte[] bytes = ("1,\"value\":{\"max\":" + number + ",\"min\":0,\"sum\":0,\"count\":1}").getBytes(UTF_8);
        var tail = new PointTail();
        var parser = new JsonFactory().createParser(number);
        parser.nextToken();
        double expected = parser.getDoubleValue();

        if (tail.read(bytes, 0) >= 0) {
            assertThat(Double.doubleToRawLongBits(tail.max())).isEqualTo(Double.doubleToRawLongBits(expected));
        } else {
            assertThat(Math.abs(expected)).isGreaterThan(PointDraft.MAX_VALUE);
        }
    }

    @Property(tries = 300)
    void placesDoNotDependOnWhatIsKnown(@ForAll("records") List<String> lines) {
        same(String.join("\n", lines));
        same(String.join("\n", lines) + "\n");
    }

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.oneOf(Arbitraries.of(NUMBERS), written());
    }

    @Provide
    Arbitrary<String> written() {
        var digits = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(24);
        var whole = Arbitraries.oneOf(
                Arbitraries.just("0"),
                Combinators.combine(
                                Arbitraries.chars().range('1', '9'),
                                Arbitraries.strings().numeric().ofMaxLength(22))
                        .as((first, rest) -> first + rest));
        var fraction = Arbitraries.oneOf(Arbitraries.just(""), digits.map(text -> "." + text));
        var exponent = Arbitraries.oneOf(
                Arbitraries.just(""),
                Arbitraries.just(""),
                Combinators.combine(
                                Arbitraries.of("e", "E", "e+", "E-"),
                                Arbitraries.integers().between(0, 120))
                        .as((mark, power) -> mark + power));
        return Combinators.combine(Arbitraries.of("", "-"), whole, fraction, exponent)
                .as((sign, first, second, third) -> sign + first + second + third);
    }

    /** Series that come again, among ticks, blank lines and garbage. */
    @Provide
    Arbitrary<List<String>> records() {
        var point = Combinators.combine(
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.integers().between(0, 5))
                .as((series, minute) -> LINE.replace("i-1", "i-" + series).replace("1785924", "178592" + minute));
        var other = Arbitraries.of(
                "", "  ", "{", "x", LINE + LINE, LINE + "\r", "\r" + LINE, "{\"source\":\"millrace.tick\"}", "[1,\r2]");
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(9, point), net.jqwik.api.Tuple.of(1, other))
                .list()
                .ofMaxSize(60);
    }

    private void same(String record) {
        byte[] bytes = record.getBytes(UTF_8);
        var again = warm.parse(raw(bytes));
        var first = new MetricStreamParser().parse(raw(bytes));

        assertThat(again.points()).isEqualTo(first.points());
        assertThat(again.deadLetters()).isEqualTo(first.deadLetters());
        assertThat(again.ticks()).isEqualTo(first.ticks());
        assertThat(alone(record)).isEqualTo(first.points());
    }

    /** The points of a record of which each line is read by a parser of its own, in its place. */
    private static List<MetricDatum> alone(String record) {
        var points = new ArrayList<MetricDatum>();
        String[] lines = record.split("\n", -1);
        for (int line = 0; line < lines.length; line++) {
            for (MetricDatum point : fresh(lines[line]).points()) {
                point.setRecordId(raw(record.getBytes(UTF_8)).getRecordId());
                point.setLine(line);
                points.add(point);
            }
        }
        return points;
    }

    private static MetricParseResult fresh(String record) {
        return new MetricStreamParser().parse(raw(record.getBytes(UTF_8)));
    }
}
