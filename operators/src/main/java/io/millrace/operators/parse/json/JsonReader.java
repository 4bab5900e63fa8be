package io.millrace.operators.parse.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON document from bytes within limits of size, depth and tokens, so that memory stays bounded
 * whatever arrives. Of duplicate keys the last wins, as in EventBridge's own matching. Thread safe.
 */
public final class JsonReader {
    /** The largest Kinesis record (aws-contracts: 10 MiB). */
    public static final int MAX_BYTES = 10 << 20;

    /** No documented source nests deeper than some twenty levels. */
    public static final int MAX_DEPTH = 500;

    /** A tree of one million nodes stays near 100 MB; the largest documented event has a few thousand. */
    private static final long MAX_TOKENS = 1_000_000;

    /** Jackson tells where the container began by a source that it does not show; the byte offset says enough. */
    private static final Pattern WHERE_IT_STARTED =
            Pattern.compile(" \\((start marker at|for \\w+ starting at) \\[[^\\]]*\\]\\)");

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxTokenCount(MAX_TOKENS)
                    .build())
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private JsonReader() {}

    /** A streaming parser with the same limits, over a part of an array. */
    public static JsonParser parser(byte[] bytes, int offset, int length) throws IOException {
        return FACTORY.createParser(bytes, offset, length);
    }

    /** The document as a tolerant view. */
    public static Json read(byte[] bytes, int offset, int length) throws UnreadableJson {
        if (length > MAX_BYTES) {
            throw new UnreadableJson(
                    "too-large", "The record has " + length + " bytes; at most " + MAX_BYTES + " can be read.");
        }
        try (JsonParser parser = parser(bytes, offset, length)) {
            if (parser.currentLocation().getByteOffset() < 0) {
                throw new UnreadableJson(
                        "not-utf-8", "The bytes look like UTF-16 or UTF-32; JSON between systems is UTF-8 (RFC 8259).");
            }
            return document(parser, bytes, offset, length);
        } catch (IOException e) {
            throw new UnreadableJson("not-json", "The encoding could not be detected: " + sentence(e));
        }
    }

    /** The text of the string that takes these bytes with its quotes, or null when it is not one. */
    static @Nullable String string(byte[] bytes, int from, int to) {
        try (JsonParser parser = parser(bytes, from, to - from)) {
            parser.nextToken();
            return BoundedText.paired(parser.getText());
        } catch (IOException e) {
            return null;
        }
    }

    private static Json document(JsonParser parser, byte[] bytes, int offset, int length) throws UnreadableJson {
        try {
            var tape = JsonTape.read(parser, bytes, offset, length);
            if (tape.size() == 0) {
                throw new UnreadableJson("not-json", "The record is empty or blank; one JSON document was expected.");
            }
            if (parser.nextToken() != null) {
                throw new UnreadableJson(
                        "trailing-data",
                        "A second value follows the first at byte "
                                + parser.currentTokenLocation().getByteOffset()
                                + "; one JSON document per record was expected.");
            }
            return Json.of(tape);
        } catch (IOException e) {
            throw unreadable(e, parser, bytes, offset, length);
        }
    }

    /** Names the reason why {@code parser} gave up: by what it had read, not by the text of the exception. */
    public static UnreadableJson unreadable(IOException e, JsonParser parser, byte[] bytes, int offset, int length) {
        if (e instanceof StreamConstraintsException) {
            return overLimit(parser);
        }
        if (!isUtf8(bytes, offset, length)) {
            return new UnreadableJson("not-utf-8", "The bytes are not UTF-8: " + sentence(e));
        }
        return new UnreadableJson("not-json", sentence(e));
    }

    private static UnreadableJson overLimit(JsonParser parser) {
        if (parser.getParsingContext().getNestingDepth() > MAX_DEPTH) {
            return new UnreadableJson("too-deep", "The JSON nests deeper than " + MAX_DEPTH + " levels.");
        }
        if (parser.currentTokenCount() > MAX_TOKENS) {
            return new UnreadableJson("too-many-tokens", "The JSON has more than " + MAX_TOKENS + " tokens.");
        }
        return new UnreadableJson("too-large", "A name, number or string of the JSON is too long.");
    }

    private static String sentence(IOException e) {
        if (!(e instanceof JsonProcessingException)) {
            return String.valueOf(e.getMessage());
        }
        var location = ((JsonProcessingException) e).getLocation();
        var original = String.valueOf(((JsonProcessingException) e).getOriginalMessage());
        var message = BoundedText.of(WHERE_IT_STARTED.matcher(original).replaceAll(""), 300);
        return location == null ? message : message + " (byte " + location.getByteOffset() + ")";
    }

    /**
     * Whether text read from the bytes may hold unpaired surrogates. They come from escapes, or from bytes that are not UTF-8 but
     * that Jackson takes: those that encode a surrogate by itself, and code points beyond the last. All are seldom, and
     * searching for their first bytes is a small part of reading.
     */
    public static boolean mayHoldUnpaired(byte[] bytes, int offset, int length) {
        // by the JVM's own searches, as most documents are plain ASCII: a loop over the bytes took a sixth of all
        // parsing
        var letters = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        if (letters.contains("\\u")) {
            return true;
        }
        boolean isAscii = letters.getBytes(StandardCharsets.UTF_8).length == length;
        return !isAscii && letters.chars().anyMatch(one -> one == 0xED || one >= 0xF4);
    }

    /** Whether the bytes are well-formed UTF-8. */
    public static boolean isUtf8(byte[] bytes, int offset, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
