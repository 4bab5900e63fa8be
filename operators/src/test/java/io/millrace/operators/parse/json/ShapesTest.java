package io.millrace.operators.parse.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is known of documents, and how much of it. */
class ShapesTest {
    private static final String DOCUMENT =
            "{\"source\":\"aws.health\",\"count\":3,\"detail\":{\"list\":[\"a\"],\"page\":\"1\"}}";

    private final Shapes shapes = new Shapes();

    @Test
    void aDocumentThatDiffersInItsValuesIsKnown() throws UnreadableJson {
        assertThat(shapes.read(DOCUMENT.getBytes(UTF_8))).isNull();

        learn(DOCUMENT);

        for (String like : new String[] {
            DOCUMENT,
            DOCUMENT.replace("aws.health", "aws.config"),
            DOCUMENT.replace("3", "-1.5e3"),
            DOCUMENT.replace("3", "null"),
            DOCUMENT.replace("\"a\"", "\"\\\"\\n\""),
            DOCUMENT.replace("\"a\"", "\"ä\"")
        }) {
            assertThat(text(like))
                    .isEqualTo(JsonReader.read(like.getBytes(UTF_8), 0, like.getBytes(UTF_8).length)
                            .toString());
        }
    }

    @Test
    void aDocumentThatDiffersInItsStructureIsKnownOnceItIsLearnt() throws UnreadableJson {
        learn(DOCUMENT);
        for (String other : new String[] {
            DOCUMENT.replace("\"a\"", "\"a\",\"b\""),
            DOCUMENT.replace("[\"a\"]", "[]"),
            DOCUMENT.replace("count", "Count"),
            DOCUMENT.replace("3", "\"3\""),
            DOCUMENT.replace(",", ", "),
            DOCUMENT + "\n"
        }) {
            assertThat(shapes.read(other.getBytes(UTF_8))).isNull();

            learn(other);

            assertThat(text(other))
                    .isEqualTo(JsonReader.read(other.getBytes(UTF_8), 0, other.length())
                            .toString());
            assertThat(shapes.read(DOCUMENT.getBytes(UTF_8))).isNotNull();
        }
    }

    @Test
    void whatIsKnownIsBoundedWhateverComes() throws UnreadableJson {
        int most = 0;
        for (int i = 0; i < 3000; i++) {
            String value = "\":\"" + "v".repeat(2000) + "\"";
            learn("{\"" + i % 20 + value + ",\"" + i / 20 % 20 + value + ",\"" + "n".repeat(2000) + i + value + "}");
            most = Math.max(most, shapes.bytesHeld());
            shapes.read(DOCUMENT.getBytes(UTF_8));
            assertThat(shapes.bytesHeld()).isLessThanOrEqualTo(Shapes.MOST_BYTES);
        }
        learn(DOCUMENT);

        assertThat(most).isGreaterThan(Shapes.MOST_BYTES);
        assertThat(text(DOCUMENT)).isEqualTo(DOCUMENT);
    }

    @Test
    void aShapeThatComesOftenOutlivesManyThatComeOnce() throws UnreadableJson {
        learn(DOCUMENT);
        for (int i = 0; i < 200; i++) {
            learn("{\"name" + i + "\":\"x\"}");
            assertThat(text(DOCUMENT)).isEqualTo(DOCUMENT);
        }
        assertThat(text("{\"name199\":\"y\"}")).isEqualTo("{\"name199\":\"y\"}");
    }

    @Test
    void stringsThatAreKeptCountAsHeld() throws UnreadableJson {
        learn(DOCUMENT);
        int before = shapes.bytesHeld();
        String longer = DOCUMENT.replace("aws.health", "s".repeat(1000));
        for (int i = 0; i < 8; i++) {
            assertThat(text(longer)).isEqualTo(longer);
        }
        int after = shapes.bytesHeld();
        for (int i = 0; i < 8; i++) {
            assertThat(text(DOCUMENT)).isEqualTo(DOCUMENT);
        }

        assertThat(after - before).isEqualTo(3 * (1000 - "aws.health".length()));
        assertThat(shapes.bytesHeld()).isEqualTo(before);
    }

    private String text(String document) {
        JsonTape known = shapes.read(document.getBytes(UTF_8));
        return known == null ? "not known" : Json.of(known).toString();
    }

    private void learn(String document) throws UnreadableJson {
        byte[] bytes = document.getBytes(UTF_8);
        shapes.learn(bytes, JsonReader.read(bytes, 0, bytes.length).tape());
    }
}
