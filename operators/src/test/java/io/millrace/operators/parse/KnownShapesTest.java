package io.millrace.operators.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operators.parse.json.DocumentReader;
import io.millrace.operators.parse.json.Json;
import io.millrace.operators.parse.json.JsonReader;
import io.millrace.operators.parse.json.UnreadableJson;
import io.millrace.testing.hostile.HostileRecords;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader that knows what documents look like says of every one what Jackson's way says, errors included. */
class KnownShapesTest {
    /** What may stand where a string's text does, as bytes: well-formed and not. */
    private static final List<String> INSIDE = List.of(
            "",
            "x",
            "\\n",
            "\\\"",
            "\\\\",
            "\\\\\\\"",
            "a\\/b\\b\\f\\r\\t",
            "\\u00e4",
            "\\ud83d\\ude00",
            "\\ud800",
            "\\udc00\\ud800",
            "\\u12",
            "\\x",
            "\\",
            "\n",
            "\0",
            "\t",
            "\u007f",
            "\u0080",
            utf8("ä – “x”"),
            utf8("\ud83d\ude00"),
            "\u00c3",
            "\u00ed\u00a0\u0080",
            "\u00f4\u0090\u0080\u0080",
            "\u00ff\u00fe",
            "\",\"x\":\"",
            "\"",
            "x".repeat(3000),
            "\\n".repeat(20));

    private static final List<String> BARE = List.of(
            "0",
            "-0",
            "00",
            "01",
            "-",
            "--1",
            "1.",
            "1.5",
            ".5",
            "+1",
            "1e3",
            "1E-3",
            "1e",
            "1e+",
            "1e999",
            "-12.50e+07",
            "true",
            "false",
            "null",
            "True",
            "tru",
            "truex",
            "nul",
            "NaN",
            "1 ",
            " 1",
            "1,2",
            "\"1\"",
            "[]",
            "{}",
            "[1]",
            "1".repeat(41),
            "1".repeat(1200));

    private final DocumentReader warm = new DocumentReader(1);

    @Test
    void everyMutationOfEverySampleReadsAsIfItWereNew() {
        for (String sample : Raws.SAMPLES) {
            Raws.documents(sample).stream().limit(2).forEach(document -> {
                same(document.toString());
                same(document.toPrettyString());
                Mutations.of(document, this::same);
                same(document.toString());
            });
        }
    }

    @Test
    void everyTruncationReadsAsIfItWereNew() {
        for (String sample : Raws.SAMPLES) {
            byte[] whole = Raws.documents(sample).get(0).toString().getBytes(UTF_8);
            same(whole);
            for (int length = 0; length < whole.length; length += 3) {
                same(Arrays.copyOf(whole, length));
            }
        }
    }

    @Test
    void hostileRecordsReadAsIfTheyWereNewBeforeAndAfterTheyAreKnown() {
        HostileRecords.small().values().forEach(this::same);
        HostileRecords.small().values().forEach(this::same);
    }

    @Test
    void everyContentOfAStringReadsAsIfItWereNew() {
        for (String before : INSIDE) {
            for (String after : INSIDE) {
                same("{\"a\":\"" + before + "\",\"b\":{\"c\":[\"" + after + "\"]}}");
            }
            for (int i = 0; i < 20; i++) { // until it is kept
                same("{\"a\":\"" + before + "\",\"b\":{\"c\":[\"y\"]}}");
            }
        }
    }

    @Test
    void everyByteAndEveryEscapeReadsAsIfItWereNew() {
        for (char one = 0; one < 256; one++) {
            same("{\"a\":\"" + one + "\",\"b\":1}");
            same("{\"a\":\"1234567" + one + "\",\"b\":1}");
            same("{\"a\":\"\\" + one + "\",\"b\":1}");
            same("{\"a\":\"12345678\\" + one + "12345678\",\"b\":1}");
            same("{\"a\":\"x\",\"b\":1" + one + "}");
            same("{\"a\":\"x\",\"b\":" + one + "}");
        }
    }

    @Test
    void everyBareValueReadsAsIfItWereNew() {
        for (String first : BARE) {
            for (String second : BARE) {
                same("{\"a\":" + first + ",\"b\":[" + second + "],\"c\":" + first + "}");
            }
        }
    }

    @Test
    void nineEscapedOrForeignStringsAreReadAsIfTheyWereNew() {
        for (String inside : INSIDE) {
            same("{\"a\":[" + ("\"" + inside + "\",").repeat(8) + "\"" + inside + "\"]}");
            same("{\"a\":[" + "\"x\",".repeat(8) + "\"x\"]}");
            same("{\"a\":[" + ("\"" + inside + "\",").repeat(8) + "\"" + inside + "\"]}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":\"x\",\"a\":{\"b\":2,\"b\":3}}",
                "{\"a\":1,\"a\":\"y\",\"a\":{\"b\":[2],\"b\":3}}",
                "{\"a\" : 1 , \"a\":\"x\" }",
                "{\"a\":1,\"a\":\"x\",\"a\":{\"b\":2,\"b\":3}} ",
                "{\"a\":1,\"a\":\"x\",\"a\":{\"b\":2,\"b\":3}} 5",
                "\n{\"a\":1,\"a\":\"x\",\"a\":{\"b\":2,\"b\":3}}",
                "\u00ef\u00bb\u00bf{\"a\":1}",
                "{\"a\\u0062\":1,\"ab\":\"x\"}",
                "{\"a\":\"x\",\"b\":\"y\"}",
                "{\"a\":\"x\",\"b\":5}",
                "{\"a\":\"x\",\"b\":{\"c\":\"y\"}}",
                "{\"a\":\"x\",\"b\":[\"y\"]}",
                "{\"a\":\"x\",\"b\":[\"y\",\"z\"]}",
                "{\"a\":\"x\",\"b\":[]}",
                "{\"a\":[\"x:\",\":\"],\":\":\":\"}",
                "{}",
                "[]",
                "[{\"a\":1},{\"a\":2}]",
                "\"a\"",
                "5",
                "{\"a\":5}x",
                "{\"a\":5",
                "{\"a\":5}}",
                "{\"\":{\"\":\"\"}}"
            })
    void awkwardDocumentsReadAsIfTheyWereNew(String document) {
        for (int i = 0; i < 3; i++) {
            same(document);
            same(document.replace("1", "17"));
            same(document.replace("x", "1"));
            same(document.replace("5", "true"));
            same(document.replace("\"x\"", "null"));
            same(document.getBytes(UTF_16LE));
        }
    }

    @Property(tries = 3000)
    void mutilatedBytesReadAsIfTheyWereNew(@ForAll("samples") String sample, @ForAll long seed) {
        byte[] whole = Raws.documents(sample).get(0).toString().getBytes(UTF_8);
        same(whole);
        var random = new Random(seed);
        byte[] bytes = whole;
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes = mutilated(bytes, random);
        }
        same(bytes);
    }

    @Property(tries = 500)
    void anyTextReadsAsIfItWereNew(@ForAll String first, @ForAll String second, @ForAll String name) {
        var json = Raws.JSON.createObjectNode().put("a", first).put(name, second);
        json.putArray("list").add(first).add(second).add(3.5);
        same(json.toString());
        same(json.toPrettyString());
    }

    @Property(tries = 500)
    void anyBytesBetweenQuotesReadAsIfTheyWereNew(@ForAll byte[] inside) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes("{\"a\":\"".getBytes(UTF_8));
        bytes.writeBytes(inside);
        bytes.writeBytes("\",\"b\":1}".getBytes(UTF_8));
        same("{\"a\":\"x\",\"b\":1}");
        same(bytes.toByteArray());
    }

    @Provide
    Arbitrary<String> samples() {
        return Arbitraries.of(Raws.SAMPLES);
    }

    /** A byte changed, a piece lost, doubled or moved, or one of {@link #INSIDE} or {@link #BARE} put in. */
    private static byte[] mutilated(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + random.nextInt(12));
        var changed = new ByteArrayOutputStream();
        changed.write(bytes, 0, from);
        switch (random.nextInt(6)) {
            case 0 -> changed.write(random.nextInt(256));
            case 1 ->
                changed.writeBytes(INSIDE.get(random.nextInt(INSIDE.size())).getBytes(ISO_8859_1));
            case 2 -> changed.writeBytes(BARE.get(random.nextInt(BARE.size())).getBytes(ISO_8859_1));
            case 3 -> changed.write(bytes, from, 2 * (to - from) > bytes.length - from ? 0 : 2 * (to - from));
            case 4 -> changed.write("\"\\{}[],: \n0tn".charAt(random.nextInt(13)));
            default -> {} // lost
        }
        changed.write(bytes, to, bytes.length - to);
        return changed.size() == 0 ? bytes : changed.toByteArray();
    }

    private static String utf8(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private void same(String document) {
        boolean isLatin = document.chars().allMatch(c -> c < 256);
        same(document.getBytes(isLatin ? ISO_8859_1 : UTF_8));
    }

    /** When it is met, and once it is known. */
    private void same(byte[] bytes) {
        readsTheSame(bytes);
        readsTheSame(bytes);
    }

    private void readsTheSame(byte[] bytes) {
        String expected;
        try {
            Json read = JsonReader.read(bytes, 0, bytes.length);
            Json again = warm.read(bytes);
            expected = read.toString();
            assertThat(again).hasToString(expected);
            sameFields(read, again);
        } catch (UnreadableJson e) {
            assertThat(refused(bytes)).isEqualTo(e.reason() + ": " + e.getMessage());
        }
    }

    private String refused(byte[] bytes) {
        try {
            return "taken as " + warm.read(bytes);
        } catch (UnreadableJson e) {
            return e.reason() + ": " + e.getMessage();
        }
    }

    /** By each way to ask for them. */
    private static void sameFields(Json expected, Json read) {
        assertThat(read.size()).isEqualTo(expected.size());
        assertThat(read.text()).isEqualTo(expected.text());
        assertThat(read.isString()).isEqualTo(expected.isString());
        assertThat(read.isNumber()).isEqualTo(expected.isNumber());
        assertThat(read.isScalar()).isEqualTo(expected.isScalar());
        expected.forEachField(20, (name, value) -> {
            assertThat(read.text(name)).isEqualTo(expected.text(name));
            if (value.isObject() || value.isArray()) {
                sameFields(expected.at(name), read.at(name));
            }
        });
        var items = expected.items(10);
        var itemsRead = read.items(10);
        assertThat(itemsRead).hasSameSizeAs(items);
        for (int i = 0; i < items.size(); i++) {
            sameFields(items.get(i), itemsRead.get(i));
        }
    }
}
