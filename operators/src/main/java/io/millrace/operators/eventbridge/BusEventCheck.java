package io.millrace.operators.eventbridge;

import io.millrace.domain.BusEvent;
import io.millrace.domain.DeadLetter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the EventBridge sink, which has no side output: what is too large or breaks its contract
 * becomes a dead letter of stage {@code publish}, with the entry as payload. Keeps no state.
 */
public final class BusEventCheck extends ProcessFunction<BusEvent, BusEvent> {
    private static final long serialVersionUID = 1L;
    private static final int MOST_PAYLOAD_CHARACTERS = 64 * 1024;

    private final OutputTag<DeadLetter> deadLetters;
    private transient @Nullable EntryCheck check;

    public BusEventCheck(OutputTag<DeadLetter> deadLetters) {
        this.deadLetters = deadLetters;
    }

    @Override
    public void open(OpenContext context) {
        check = new EntryCheck();
    }

    @Override
    public void processElement(BusEvent event, Context context, Collector<BusEvent> out) throws IOException {
        if (check == null) {
            throw new IllegalStateException("The check was not opened");
        }
        var violation = check.violation(event);
        if (violation.isEmpty()) {
            out.collect(event);
        } else {
            context.output(deadLetters, deadLetter(event, violation.get()));
        }
    }

    private static DeadLetter deadLetter(BusEvent event, EntryCheck.Violation violation) throws IOException {
        var bytes = EntryJson.entry(BusEventElementConverter.entry(event));
        var payload = new String(bytes, StandardCharsets.UTF_8);
        return DeadLetter.newBuilder()
                .setRecordId(event.getEntryId())
                .setStream("eventbridge")
                .setShard("")
                .setPosition(event.getEntryId())
                .setStage("publish")
                .setReason(violation.reason)
                .setMessage(violation.message)
                .setPayload(payload.substring(0, Math.min(payload.length(), MOST_PAYLOAD_CHARACTERS)))
                .setPayloadBytes(bytes.length)
                .setArrivedAt(event.getTime())
                .build();
    }
}
