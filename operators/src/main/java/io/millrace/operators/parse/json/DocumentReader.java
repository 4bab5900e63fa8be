package io.millrace.operators.parse.json;

/**
 * Reads JSON documents of which many look like earlier ones: what {@link JsonReader} says of each, sooner. Not thread safe: it
 * keeps what documents looked like.
 */
public final class DocumentReader {
    /** So that a stream of documents that are all different costs little more than reading them. */
    private static final int LEARNT_OF = 8;

    private final Shapes shapes = new Shapes();
    private final int learntOf;
    private int unknown;

    public DocumentReader() {
        this(LEARNT_OF);
    }

    /** @param learntOf one in so many documents of unknown shape is learnt, the first one included */
    public DocumentReader(int learntOf) {
        this.learntOf = learntOf;
    }

    /** The document as a tolerant view. The bytes are not to be changed while it is in use. */
    public Json read(byte[] bytes) throws UnreadableJson {
        JsonTape known = shapes.read(bytes);
        if (known != null) {
            return Json.of(known);
        }
        Json json = JsonReader.read(bytes, 0, bytes.length);
        if (unknown++ % learntOf == 0) {
            shapes.learn(bytes, json.tape());
        }
        return json;
    }
}
