package io.millrace.operators.parse.source;

import io.millrace.operators.parse.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What every source states in the same place: EventBridge's envelope, or CloudEvents 1.0 in structured JSON. */
public final class Envelope {
    /** The documented forms of an envelope. */
    public enum Form {
        EVENT_BRIDGE,
        CLOUD_EVENTS
    }

    /** As many of the envelope's resources are looked at; the canonical event keeps fewer. */
    private static final int MAX_RESOURCES = 2000;

    private final Form form;
    private final Json root;
    private final String source;
    private final String detailType;
    private final Json detail;
    private @Nullable List<String> resources;

    private Envelope(Form form, Json root, String source, String detailType) {
        this.form = form;
        this.root = root;
        this.source = source;
        this.detailType = detailType;
        this.detail = root.at(isEventBridge() ? "detail" : "data");
    }

    /** The envelope, when the JSON is one: source and detail-type are all that is required of EventBridge. */
    public static Optional<Envelope> of(Json json) {
        var source = json.at("source").string();
        if (source.isBlank()) {
            return Optional.empty();
        }
        var detailType = json.at("detail-type").string();
        if (!detailType.isBlank()) {
            return Optional.of(new Envelope(Form.EVENT_BRIDGE, json, source, detailType));
        }
        var type = json.at("type").string();
        if (json.at("specversion").isString() && !json.at("id").string().isBlank() && !type.isBlank()) {
            return Optional.of(new Envelope(Form.CLOUD_EVENTS, json, source, type));
        }
        return Optional.empty();
    }

    /** What is missing for an envelope, in words. */
    public static String whyNot(Json json) {
        if (!json.isObject()) {
            return "The JSON is not an object; an EventBridge or CloudEvents envelope was expected.";
        }
        return "No envelope: EventBridge needs the strings source ("
                + seen(json.at("source"))
                + ") and detail-type ("
                + seen(json.at("detail-type"))
                + "); CloudEvents needs specversion ("
                + seen(json.at("specversion"))
                + "), id, source and type.";
    }

    private static String seen(Json value) {
        return value.isString() ? "present" : value.isScalar() || value.isObject() ? "not a string" : "missing";
    }

    public Form form() {
        return form;
    }

    public boolean isEventBridge() {
        return form == Form.EVENT_BRIDGE;
    }

    /** The source's own id of this delivery; may be empty. */
    public String id() {
        return root.text("id");
    }

    public String source() {
        return source;
    }

    /** EventBridge's detail-type, CloudEvents' type. */
    public String detailType() {
        return detailType;
    }

    public String account() {
        return root.text("account");
    }

    public String region() {
        return root.text("region");
    }

    public @Nullable Instant time() {
        return root.at("time").time();
    }

    /** As stated, in the order stated. */
    public List<String> resources() {
        var known = resources;
        if (known == null) {
            known = new ArrayList<>(2);
            for (Json stated : root.at("resources").items(MAX_RESOURCES)) {
                var name = stated.string();
                if (!name.isEmpty()) {
                    known.add(name);
                }
            }
            resources = known;
        }
        return known;
    }

    /** EventBridge's detail, CloudEvents' data. */
    public Json detail() {
        return detail;
    }

    /** The whole document. */
    public Json root() {
        return root;
    }
}
