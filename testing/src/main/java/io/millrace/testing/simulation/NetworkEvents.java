package io.millrace.testing.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** What on-premises network gear says of itself, as CloudEvents 1.0 in structured JSON. */
final class NetworkEvents {
    /** The gateway that speaks. */
    static final String SOURCE = "/dc/fra1/vpn/edge-02";

    private NetworkEvents() {}

    /** How the canonical event is called: an id of CloudEvents is unique within its source only. */
    static String eventId(String id) {
        return SOURCE + "#" + id;
    }

    static byte[] event(String id, String type, String subject, String severity, Instant at, ObjectNode data) {
        var node = Json.object();
        node.put("specversion", "1.0")
                .put("id", id)
                .put("source", SOURCE)
                .put("type", "com.example.netops." + type)
                .put("subject", subject)
                .put("time", at.toString())
                .put("datacontenttype", "application/json")
                .put("severity", severity);
        node.set("data", data);
        return Json.bytes(node);
    }
}
