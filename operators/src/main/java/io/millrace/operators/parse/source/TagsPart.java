package io.millrace.operators.parse.source;

import io.millrace.operators.parse.json.Json;
import io.millrace.operators.parse.source.flat.Path;

/** Tags of what an event is about: a map of names and values, or a list of {@code {key, value}}. */
final class TagsPart implements FlatMapping.Part {
    private static final int MAX_TAGS = 50;

    private final Path path;

    TagsPart(Path path) {
        this.path = path;
    }

    @Override
    public void fill(Envelope envelope, EventDraft draft) {
        path.each(envelope.root(), tags -> {
            tags.forEachField(MAX_TAGS, (name, value) -> Tags.describe(name, value.text(), draft));
            for (Json tag : tags.items(MAX_TAGS)) {
                Tags.describe(tag.firstText("key", "Key"), tag.firstText("value", "Value"), draft);
            }
        });
    }
}
