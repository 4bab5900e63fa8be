package io.millrace.local.eventbridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The event as rules see it and targets receive it: {@code version,id,detail-type,source,account,time,region,resources,detail}. */
record Envelope(String id, ObjectNode json, String text) {
    /** Numbers stay as they were written; a second value after the first is malformed. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** The detail of an entry, if it is a JSON object. */
    static Optional<ObjectNode> detail(String text) {
        try {
            return MAPPER.readTree(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    static Envelope of(String id, PutEventsEntry entry, ObjectNode detail, Instant now, String account, String region) {
        var json = MAPPER.createObjectNode();
        json.put("version", "0");
        json.put("id", id);
        json.put("detail-type", entry.detailType().orElseThrow());
        json.put("source", entry.source().orElseThrow());
        json.put("account", account);
        json.put(
                "time", entry.time().orElse(now).truncatedTo(ChronoUnit.SECONDS).toString());
        json.put("region", region);
        entry.resources().forEach(json.putArray("resources")::add);
        json.set("detail", detail);
        return new Envelope(id, json, json.toString());
    }
}
