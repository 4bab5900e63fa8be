package io.millrace.testing.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/** Bytes that are not UTF-8, not JSON, or not what their first bytes promise. */
final class HostileBytes {
    private static final String EVENT =
            "{\"source\":\"com.example\",\"detail-type\":\"Deployed\",\"detail\":{\"text\":\"%s\"}}";

    private HostileBytes() {}

    static void addTo(Map<String, byte[]> records) {
        records.put("lone continuation byte", with(0x80));
        records.put("lone first byte", with(0xC3));
        records.put("overlong slash", with(0xC0, 0xAF));
        records.put("encoded surrogate", with(0xED, 0xA0, 0x80));
        records.put("beyond Unicode", with(0xF5, 0x80, 0x80, 0x80));
        records.put("just beyond Unicode", with(0xF4, 0x90, 0x80, 0x80));
        records.put("far beyond Unicode", with(0xF7, 0xBF, 0xBF, 0xBF));
        records.put("cut in a character", Arrays.copyOf("{\"source\":\"ü".getBytes(UTF_8), 12));
        records.put("byte 0xFF", new byte[] {(byte) 0xFF});
        records.put("zeros", new byte[1000]);
        records.put("control characters", with(1, 2, 3, 0x1B));
        records.put(
                "UTF-8 with a mark",
                concat(bytes(0xEF, 0xBB, 0xBF), EVENT.formatted("bom").getBytes(UTF_8)));
        records.put("mark alone", bytes(0xEF, 0xBB, 0xBF));
        for (Charset charset : new Charset[] {
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            StandardCharsets.UTF_16,
            Charset.forName("UTF-32LE"),
            Charset.forName("UTF-32BE"),
            StandardCharsets.ISO_8859_1
        }) {
            records.put(charset.name(), EVENT.formatted("ü").getBytes(charset));
        }
        records.put("XML", "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>".getBytes(UTF_8));
        records.put("YAML", "source: com.example\ndetail-type: Deployed\n".getBytes(UTF_8));
        records.put("serialized Java", bytes(0xAC, 0xED, 0x00, 0x05, 0x73, 0x72));
        records.put("Avro file", concat("Obj\1".getBytes(UTF_8), new byte[40]));
        records.put("Parquet file", "PAR1....PAR1".getBytes(UTF_8));
        // always the same noise: a fixed seed
        var noise = new Random(20_260_805);
        for (int i = 0; i < 20; i++) {
            byte[] garbage = new byte[1 + i * 37];
            noise.nextBytes(garbage);
            records.put("noise " + i, garbage);
            records.put("noise in a frame " + i, concat(varint(garbage.length), garbage));
            records.put(
                    "noise in a metric " + i,
                    concat(varint(garbage.length + 2), bytes(0x0A, garbage.length & 0x7F), garbage));
        }
        records.put("frame that ends at once", varint(1000));
        records.put("frame of four gigabytes", concat(bytes(0xFF, 0xFF, 0xFF, 0xFF, 0x0F), new byte[20]));
        records.put("frame length without end", bytes(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF));
        records.put("empty frames", new byte[] {0, 0, 0, 0});
        records.put("groups within groups", concat(varint(100), repeated(0x0B, 100)));
        records.put("metrics within metrics", nested(200));
    }

    /** Messages of field 1, each in the one before. */
    private static byte[] nested(int depth) {
        byte[] message = {};
        for (int i = 0; i < depth; i++) {
            message = concat(bytes(0x0A), varint(message.length), message);
        }
        return concat(varint(message.length), message);
    }

    /** An event with these bytes in its text. */
    private static byte[] with(int... inText) {
        var parts = EVENT.split("%s");
        return concat(parts[0].getBytes(UTF_8), bytes(inText), parts[1].getBytes(UTF_8));
    }

    static byte[] varint(int value) {
        byte[] encoded = new byte[5];
        int size = 0;
        int left = value;
        while (left > 0x7F) {
            encoded[size++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        encoded[size++] = (byte) left;
        return Arrays.copyOf(encoded, size);
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] repeated(int value, int times) {
        byte[] bytes = new byte[times];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    static byte[] concat(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }
}
