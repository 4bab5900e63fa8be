package io.millrace.operators.eventbridge;

import io.millrace.domain.BusEvent;
import io.millrace.domain.DeadLetter;
import io.millrace.operators.parse.DeadLetterCounters;
import io.millrace.operators.parse.DeadLetters;
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
    private static final String STAGE = "publish";

    private final OutputTag<DeadLetter> deadLetters;
    private transient @Nullable EntryCheck check;
    private transient @Nullable DeadLetterCounters counters;

    public BusEventCheck(OutputTag<DeadLetter> deadLetters) {
        this.deadLetters = deadLetters;
    }

    @Override
    public void open(OpenContext context) {
        check = new EntryCheck();
        counters = new DeadLetterCounters(getRuntimeContext().getMetricGroup(), STAGE);
    }

    @Override
    public void processElement(BusEvent event, Context context, Collector<BusEvent> out) throws IOException {
        if (check == null || counters == null) {
            throw new IllegalStateException("The check was not opened");
        }
        var violation = check.violation(event);
        if (violation.isEmpty()) {
            out.collect(event);
        } else {
            context.output(deadLetters, counters.counted(deadLetter(event, violation.get())));
        }
    }

    private static DeadLetter deadLetter(BusEvent event, EntryCheck.Violation violation) throws IOException {
        var bytes = EntryJson.entry(BusEventElementConverter.entry(event));
        return DeadLetters.of(
                event.getSchema().getName(),
                new String(bytes, StandardCharsets.UTF_8),
                event.getEntryId(),
                "eventbridge",
                event.getTime(),
                STAGE,
                violation.reason,
                violation.message);
    }
}
