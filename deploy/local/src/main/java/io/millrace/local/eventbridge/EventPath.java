package io.millrace.local.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The dotted JSON paths of targets, such as {@code $.detail.threadId}. */
final class EventPath {
    private EventPath() {}

    /** The single value there as text; empty where there is none. */
    static Optional<String> text(JsonNode event, String path) {
        if (!path.startsWith("$.")) {
            return Optional.empty();
        }
        var node = event;
        for (var step : path.substring(2).split("\\.", -1)) {
            node = node.path(step);
        }
        return node.isValueNode() && !node.isNull() ? Optional.of(node.asText()) : Optional.empty();
    }
}
