package io.millrace.local.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * One body format of the AWS 1.1 protocols. Requests and answers are the same trees in both; what differs is bytes
 * (base64 text or a byte string) and time (seconds with a fraction, or tag 1 with epoch milliseconds as the SDKs write it).
 */
public enum WireCodec {
    /** {@code application/x-amz-json-1.1}. */
    JSON("application/x-amz-json-1.1", new ObjectMapper(), WireCodec::writeSeconds) {
        @Override
        public Instant timestamp(JsonNode node) {
            return Instant.ofEpochMilli(node.decimalValue()
                    .movePointRight(3)
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValue());
        }
    },
    /** {@code application/x-amz-cbor-1.1}, which the Kinesis clients of both SDK generations prefer. */
    CBOR("application/x-amz-cbor-1.1", new CBORMapper(), WireCodec::writeTaggedMillis) {
        @Override
        public Instant timestamp(JsonNode node) {
            return Instant.ofEpochMilli(node.longValue());
        }
    };

    private final String contentType;
    private final ObjectMapper mapper;

    WireCodec(String contentType, ObjectMapper mapper, InstantWriter instants) {
        this.contentType = contentType;
        this.mapper = mapper.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .registerModule(new SimpleModule().addSerializer(Instant.class, new InstantSerializer(instants)));
    }

    /** The media type of bodies in this format. */
    public String contentType() {
        return contentType;
    }

    /** A moment as a client of this format sends it. */
    public abstract Instant timestamp(JsonNode node);

    /** The request in a body; {@code SerializationException} when it is not an object in this format. */
    public ObjectNode read(byte[] body) {
        try {
            if (mapper.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw WireException.client(
                    "SerializationException", "The body is not " + contentType + ": " + firstLine(e));
        }
        throw WireException.client("SerializationException", "The body must be one object in " + contentType);
    }

    /** The bytes of an answer. */
    public byte[] write(ObjectNode answer) {
        try {
            return mapper.writeValueAsBytes(answer);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing an answer as " + contentType, e);
        }
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static void writeSeconds(Instant instant, JsonGenerator generator) throws IOException {
        generator.writeNumber(BigDecimal.valueOf(instant.toEpochMilli(), 3));
    }

    private static void writeTaggedMillis(Instant instant, JsonGenerator generator) throws IOException {
        ((CBORGenerator) generator).writeTag(1);
        generator.writeNumber(instant.toEpochMilli());
    }

    private interface InstantWriter {
        void write(Instant instant, JsonGenerator generator) throws IOException;
    }

    private static final class InstantSerializer extends JsonSerializer<Instant> {
        private final InstantWriter writer;

        InstantSerializer(InstantWriter writer) {
            this.writer = writer;
        }

        @Override
        public void serialize(Instant instant, JsonGenerator generator, SerializerProvider serializers)
                throws IOException {
            writer.write(instant, generator);
        }
    }
}
