package io.millrace.local.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.kinesis.KinesisStandIn;
import java.util.function.Consumer;

/** Where a rule sends the events that match it. Called in the thread of the PutEvents call, in the order of its entries. */
public interface RuleTarget {
    /** Takes one event; whatever it throws is logged and delivery goes on. */
    void deliver(JsonNode event, String text);

    /** A listener in this JVM; it must not change the event. */
    static RuleTarget listener(Consumer<JsonNode> listener) {
        return (event, text) -> listener.accept(event);
    }

    /**
     * A stream, for the loop back to the job. The path, such as {@code $.detail.threadId}, names the partition key; where it leads
     * nowhere, and by default, the key is the event's id, as in AWS.
     */
    static RuleTarget stream(KinesisStandIn kinesis, String stream, String partitionKeyPath) {
        return new StreamTarget(kinesis, stream, partitionKeyPath);
    }

    /** A stream with the event's id as partition key. */
    static RuleTarget stream(KinesisStandIn kinesis, String stream) {
        return stream(kinesis, stream, "$.id");
    }

    /** A target that is not here, such as an SSM document: the rule's log is all that shows the event. */
    static RuleTarget logOnly() {
        return (event, text) -> {};
    }
}
