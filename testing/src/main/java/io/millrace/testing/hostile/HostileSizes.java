package io.millrace.testing.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** As large as a record can be, or small and larger once unpacked. */
final class HostileSizes {
    /** The largest Kinesis record. */
    private static final int MOST = 10 << 20;

    private HostileSizes() {}

    static void addTo(Map<String, byte[]> records) {
        records.put(
                "10 MiB of text in an event",
                padded("{\"source\":\"a\",\"detail-type\":\"b\",\"detail\":{\"text\":\"", "\"}}"));
        records.put("10 MiB of source", padded("{\"source\":\"", "\",\"detail-type\":\"b\"}"));
        records.put("10 MiB of key", padded("{\"source\":\"a\",\"detail-type\":\"b\",\"detail\":{\"", "\":1}}"));
        records.put("10 MiB of digits", filled("{\"source\":\"a\",\"detail-type\":\"b\",\"detail\":", "}", (byte) '7'));
        records.put("10 MiB of opening brackets", filled("", "", (byte) '['));
        records.put("10 MiB of line breaks", filled("", "", (byte) '\n'));
        records.put("10 MiB of zeros", new byte[MOST]);
        records.put("10 MiB of quotes", filled("", "", (byte) '"'));
        records.put(
                "10 MiB of metric name",
                padded(
                        "{\"account_id\":\"1\",\"region\":\"r\",\"namespace\":\"n\",\"metric_name\":\"",
                        "\",\"timestamp\":1785924000000,\"value\":{\"count\":1,\"sum\":1,\"min\":1,\"max\":1}}"));
        records.put("10 MiB of bad lines", "{}\n".repeat(MOST / 3).getBytes(UTF_8));
        records.put("a byte more than 10 MiB", new byte[MOST + 1]);
        byte[] bomb = bomb(1 << 30);
        records.put("gzip of a gigabyte", bomb);
        records.put("gzip of gzip of a gigabyte", HostileDeliveries.zipped(bomb));
        records.put("gigabytes in one Firehose body", firehose(HostileDeliveries.base64(bomb)));
    }

    private static byte[] firehose(String bomb) {
        var one = "{\"data\":" + bomb + "}";
        var body = new StringBuilder("{\"requestId\":\"r\",\"timestamp\":1785924000000,\"records\":[").append(one);
        for (int i = 1; i < 5; i++) {
            body.append(',').append(one);
        }
        return body.append("]}").toString().getBytes(UTF_8);
    }

    /** Blanks of this size: a thousandth of it. */
    private static byte[] bomb(int size) {
        var zipped = new ByteArrayOutputStream();
        byte[] blanks = new byte[1 << 20];
        Arrays.fill(blanks, (byte) ' ');
        try (var gzip = new GZIPOutputStream(zipped)) {
            for (int written = 0; written < size; written += blanks.length) {
                gzip.write(blanks);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    private static byte[] padded(String before, String after) {
        return filled(before, after, (byte) 'x');
    }

    private static byte[] filled(String before, String after, byte with) {
        byte[] filling = new byte[MOST - before.length() - after.length()];
        Arrays.fill(filling, with);
        return HostileBytes.concat(before.getBytes(UTF_8), filling, after.getBytes(UTF_8));
    }
}
