package io.millrace.operators.eventbridge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.contract.DetailType;
import java.util.List;

/** What all details share. */
final class Details {
    private Details() {}

    /** A detail with its version and id. */
    static ObjectNode begin(String entryId) {
        var detail = JsonNodeFactory.instance.objectNode();
        detail.put("schemaVersion", DetailType.SCHEMA_VERSION);
        detail.put("id", entryId);
        return detail;
    }

    static void strings(List<String> values, ArrayNode array) {
        values.forEach(array::add);
    }
}
