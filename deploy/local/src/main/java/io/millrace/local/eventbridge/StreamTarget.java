package io.millrace.local.eventbridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.kinesis.KinesisStandIn;

/** Puts each event, as its whole envelope, on a stream of the Kinesis stand-in; it arrives there now. */
record StreamTarget(KinesisStandIn kinesis, String stream, String partitionKeyPath) implements RuleTarget {
    @Override
    public void deliver(JsonNode event, String text) {
        var key = EventPath.text(event, partitionKeyPath)
                .filter(found -> !found.isEmpty())
                .orElseGet(() -> event.path("id").asText());
        kinesis.put(stream, key, text.getBytes(UTF_8));
    }
}
