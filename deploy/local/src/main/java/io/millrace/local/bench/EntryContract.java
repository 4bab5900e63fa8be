package io.millrace.local.bench;

import io.millrace.domain.BusEvent;
import io.millrace.operators.eventbridge.BusEventCheck;
import io.millrace.operators.stage.Outputs;
import java.io.IOException;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** The check that stands before the EventBridge sink, called without a cluster. A broken contract is an error here. */
final class EntryContract {
    private final BusEventCheck check = new BusEventCheck(Outputs.DEAD_LETTERS);
    private final ProcessFunction<BusEvent, BusEvent>.Context context = check.new Context() {
        @Override
        public Long timestamp() {
            return 0L;
        }

        @Override
        public TimerService timerService() {
            throw new IllegalStateException("The check has no timers");
        }

        @Override
        public <X> void output(OutputTag<X> tag, X value) {
            throw new IllegalStateException("The measured entry breaks its contract: " + value);
        }
    };

    EntryContract() {
        check.open(DefaultOpenContext.INSTANCE);
    }

    BusEvent checked(BusEvent entry) throws IOException {
        check.processElement(entry, context, new Collector<>() {
            @Override
            public void collect(BusEvent passed) {}

            @Override
            public void close() {}
        });
        return entry;
    }
}
