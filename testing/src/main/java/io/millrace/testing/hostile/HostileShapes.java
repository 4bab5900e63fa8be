package io.millrace.testing.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;

/** JSON of unexpected shape: scalars, depth, repetition, halves, and more than one document. */
final class HostileShapes {
    private static final String ENVELOPE = "{\"source\":\"com.example\",\"detail-type\":\"Deployed\",\"detail\":%s}";

    private HostileShapes() {}

    static void addTo(Map<String, byte[]> records) {
        for (String json : List.of(
                "null",
                "true",
                "0",
                "-0",
                "1e308",
                "1e999",
                "-1e999",
                "\"text\"",
                "\"\"",
                "[]",
                "{}",
                "[[]]",
                "NaN",
                "Infinity",
                "-Infinity",
                "'single'",
                "{a:1}",
                "[1,]",
                "{\"a\":1,}",
                "//comment\n{}",
                "undefined")) {
            put(records, "document " + json, json);
            put(records, "detail " + json, ENVELOPE.formatted(json));
            put(records, "batch of " + json, "[" + json + "]");
        }
        put(records, "mixed batch", "[null,{},1,\"x\",[]," + ENVELOPE.formatted("{}") + "]");
        put(records, "batch of batches", "[[" + ENVELOPE.formatted("{}") + "]]");
        put(
                records,
                "batch of 1001",
                "[" + (ENVELOPE.formatted("{}") + ",").repeat(1000) + ENVELOPE.formatted("{}") + "]");
        put(records, "empty", "");
        put(records, "blank", " \t\r\n \n");
        put(records, "half an envelope", ENVELOPE.formatted("{}").substring(0, 40));
        put(records, "envelope with a comma behind", ENVELOPE.formatted("{}") + ",");
        put(records, "two documents", "{}{}");
        put(
                records,
                "a thousand envelopes in one line",
                ENVELOPE.formatted("{}").repeat(1000));
        put(records, "a thousand envelopes in lines", (ENVELOPE.formatted("{}") + "\n").repeat(1000));
        put(records, "ten thousand closing brackets", "]".repeat(10_000));
        for (int depth : new int[] {400, 501, 10_000, 100_000}) {
            put(records, "arrays " + depth + " deep", "[".repeat(depth) + "]".repeat(depth));
            put(records, "objects " + depth + " deep", "{\"a\":".repeat(depth) + "1" + "}".repeat(depth));
            put(records, "detail " + depth + " deep", ENVELOPE.formatted("[".repeat(depth) + "]".repeat(depth)));
            put(records, "open " + depth + " deep", "{\"a\":[".repeat(depth / 2));
        }
        put(records, "repeated source", "{\"source\":\"a\",\"source\":1,\"detail-type\":\"b\",\"source\":\"c\"}");
        put(records, "repeated detail", "{\"source\":\"a\",\"detail-type\":\"b\",\"detail\":{\"x\":1},\"detail\":[]}");
        put(records, "repeated key in detail", ENVELOPE.formatted("{\"x\":1,\"x\":\"2\",\"x\":{\"x\":3},\"x\":null}"));
        put(records, "a thousand equal keys", ENVELOPE.formatted("{" + "\"k\":1,".repeat(1000) + "\"k\":2}"));
        put(records, "empty key", ENVELOPE.formatted("{\"\":\"\",\"\":{\"\":[]}}"));
        put(records, "keys of a prototype", ENVELOPE.formatted("{\"__proto__\":{\"a\":1},\"constructor\":[]}"));
        put(records, "number of 10,000 digits", ENVELOPE.formatted("{\"value\":" + "9".repeat(10_000) + "}"));
        put(records, "number of 500 digits", ENVELOPE.formatted("{\"value\":" + "9".repeat(500) + ".5e-3}"));
        put(records, "vanishing number", ENVELOPE.formatted("{\"value\":1e-999999999}"));
        put(records, "huge exponent", ENVELOPE.formatted("{\"value\":1e999999999}"));
        put(records, "detail in text", ENVELOPE.formatted("\"{\\\"a\\\":1}\""));
    }

    static void put(Map<String, byte[]> records, String name, String json) {
        records.put(name, json.getBytes(UTF_8));
    }
}
