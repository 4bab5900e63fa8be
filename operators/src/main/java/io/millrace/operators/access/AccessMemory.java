package io.millrace.operators.access;

import io.millrace.domain.AccessState;
import io.millrace.domain.record.Copies;
import io.millrace.operators.stage.Records;
import io.millrace.operators.stage.Retention;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;

/**
 * What one access stage remembers per key: a model's bytes, written only when it learned something, and forgotten when it
 * did not for the retention (arrival time).
 */
final class AccessMemory {
    private final ValueState<AccessState> state;
    private final Retention retention;

    AccessMemory(RuntimeContext context, Duration retention) {
        this.state = context.getState(new ValueStateDescriptor<>("access", Records.type(AccessState.class)));
        this.retention = new Retention(retention);
    }

    /** The key's model, or a fresh one. */
    <M> M model(Function<byte[], M> restore, Supplier<M> fresh) throws Exception {
        AccessState known = state.value();
        if (known == null) {
            return fresh.get();
        }
        ByteBuffer bytes = known.getModel().duplicate();
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return restore.apply(copy);
    }

    void save(byte[] model, long arrivedAt, TimerService timers) throws Exception {
        AccessState known = state.value();
        var next = known == null
                ? AccessState.newBuilder().setModel(ByteBuffer.wrap(model)).build()
                : Copies.shallow(known, new AccessState());
        next.setModel(ByteBuffer.wrap(model));
        next.setTouchedAt(Math.max(next.getTouchedAt(), arrivedAt));
        next.setForgetAt(retention.scheduled(next.getForgetAt(), next.getTouchedAt(), timers));
        state.update(next);
    }

    void forget(long timer, TimerService timers) throws Exception {
        AccessState known = state.value();
        if (known == null) {
            return;
        }
        long forgetAt = retention.after(timer, known.getForgetAt(), known.getTouchedAt(), timers);
        if (forgetAt == Retention.OVER) {
            state.clear();
        } else if (forgetAt != known.getForgetAt()) {
            var later = Copies.shallow(known, new AccessState());
            later.setForgetAt(forgetAt);
            state.update(later);
        }
    }
}
