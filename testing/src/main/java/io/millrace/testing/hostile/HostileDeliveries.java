package io.millrace.testing.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Broken wrappings: gzip, Firehose bodies, log subscriptions, and records that pretend to come again. */
final class HostileDeliveries {
    private static final String EVENT = "{\"source\":\"com.example\",\"detail-type\":\"Deployed\"}";
    private static final List<String> WRONG =
            List.of("null", "true", "1e308", "\"text\"", "[]", "{}", "[null]", "[[]]", "[{}]", "[1]", "{\"a\":[]}");

    private HostileDeliveries() {}

    static void addTo(Map<String, byte[]> records) {
        gzip(records);
        for (String wrong : WRONG) {
            put(
                    records,
                    "Firehose records " + wrong,
                    "{\"requestId\":\"r\",\"timestamp\":1785924000000,\"records\":" + wrong + "}");
            put(records, "Firehose data " + wrong, firehose(wrong));
            put(records, "OpenTelemetry resources " + wrong, "{\"resourceMetrics\":" + wrong + "}");
            put(
                    records,
                    "OpenTelemetry metrics " + wrong,
                    "{\"resourceMetrics\":[{\"resource\":{\"attributes\":" + wrong + "},\"scopeMetrics\":[{\"metrics\":"
                            + wrong + "}]}]}");
            put(
                    records,
                    "OpenTelemetry points " + wrong,
                    "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"unit\":" + wrong
                            + ",\"summary\":{\"dataPoints\":" + wrong + "}}]}]}]}");
            logs(records, "log events " + wrong, "\"DATA_MESSAGE\"", wrong);
            logs(
                    records,
                    "log message type " + wrong,
                    wrong,
                    "[{\"id\":\"1\",\"timestamp\":1785924000000,\"message\":\"ERROR x\"}]");
            logs(
                    records,
                    "log event of " + wrong,
                    "\"DATA_MESSAGE\"",
                    "[{\"id\":" + wrong + ",\"timestamp\":" + wrong + ",\"message\":" + wrong + ",\"extractedFields\":"
                            + wrong + "}]");
            put(records, "record again of " + wrong, again(wrong, "\"\"", "false"));
        }
        put(records, "Firehose data that is not base64", firehose("\"%%%\""));
        put(
                records,
                "Firehose in Firehose",
                firehose(base64(firehose(base64("{}")).getBytes(UTF_8))));
        put(
                records,
                "Firehose with gzip garbage",
                firehose(base64(HostileBytes.concat(HostileBytes.bytes(0x1f, 0x8b, 8), new byte[9]))));
        logs(records, "log of far minutes", "\"DATA_MESSAGE\"", farMinutes());
        logs(
                records,
                "log of tomorrow",
                "\"DATA_MESSAGE\"",
                "[{\"id\":\"1\",\"timestamp\":9e15,\"message\":\"ERROR\"}]");
        put(records, "record again that is not base64", again("\"%%%\"", "\"2026-08-05T10:00:00Z\"", "true"));
        put(records, "record again and again", again(again("\"{}\"", "1", "false")));
        put(
                records,
                "record again of noise",
                again(base64(HostileBytes.bytes(0xFF, 0, 0x80)), "1785924000000", "true"));
        put(
                records,
                "record again of an event",
                again("\"" + EVENT.replace("\"", "\\\"") + "\"", "1785924000000", "false"));
    }

    private static void gzip(Map<String, byte[]> records) {
        byte[] event = zipped(EVENT.getBytes(UTF_8));
        byte[] broken = event.clone();
        broken[broken.length - 6] ^= 1;
        records.put("gzip of an event", event);
        records.put("gzip with a wrong sum", broken);
        records.put("gzip cut", Arrays.copyOf(event, event.length - 9));
        records.put("gzip header alone", Arrays.copyOf(event, 10));
        records.put("gzip magic alone", HostileBytes.bytes(0x1f, 0x8b, 8));
        records.put("gzip of nothing", zipped(new byte[0]));
        records.put("gzip of gzip of gzip", zipped(zipped(event)));
        records.put("gzip twice in a row", HostileBytes.concat(event, event));
        records.put("gzip with noise behind", HostileBytes.concat(event, HostileBytes.bytes(1, 2, 3)));
        records.put("gzip of noise", zipped(HostileBytes.bytes(0xFF, 0xFE, 0x80, 1)));
    }

    static byte[] zipped(byte[] bytes) {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    static String firehose(String data) {
        return "{\"requestId\":\"r\",\"timestamp\":1785924000000,\"records\":[{\"data\":" + data
                + "},{},null,{\"data\":\"e30=\"}]}";
    }

    static String base64(byte[] bytes) {
        return '"' + Base64.getEncoder().encodeToString(bytes) + '"';
    }

    private static String base64(String text) {
        return base64(text.getBytes(UTF_8));
    }

    private static void logs(Map<String, byte[]> records, String name, String type, String events) {
        var json = "{\"messageType\":" + type
                + ",\"owner\":\"111122223333\",\"logGroup\":\"/hostile\",\"logStream\":\"s\","
                + "\"subscriptionFilters\":[\"all\"],\"logEvents\":" + events + "}";
        put(records, name, json);
        records.put(name + ", gzip", zipped(json.getBytes(UTF_8)));
    }

    private static String farMinutes() {
        var events = new StringBuilder("[");
        for (int day = 0; day < 2000; day++) {
            events.append(day == 0 ? "" : ",")
                    .append("{\"id\":\"")
                    .append(day)
                    .append("\",\"timestamp\":")
                    .append(day * 86_400_000L)
                    .append(",\"message\":\"ERROR\"}");
        }
        return events.append("]").toString();
    }

    private static String again(String payload, String arrivedAt, String isBase64) {
        return "{\"source\":\"millrace\",\"detail-type\":\"Record Redriven\",\"detail\":{\"recordId\":\"r\",\"shard\":\"s\",\"position\":"
                + "\"1\",\"line\":-1,\"arrivedAt\":" + arrivedAt + ",\"base64\":" + isBase64 + ",\"payload\":" + payload
                + "}}";
    }

    private static String again(String json) {
        return again('"' + json.replace("\\", "\\\\").replace("\"", "\\\"") + '"', "1785924000000", "false");
    }

    private static void put(Map<String, byte[]> records, String name, String json) {
        HostileShapes.put(records, name, json);
    }
}
