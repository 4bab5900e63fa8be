package io.millrace.operators.stage;

import io.millrace.domain.Command;
import io.millrace.domain.FoldedEvent;
import io.millrace.domain.GuardInput;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadInput;
import io.millrace.domain.fold.FoldSettings;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.ContentHistory;
import io.millrace.testing.Undiagnosed;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Flink's own operators around the stages, opened on the shipped content without its diagnoses, from a snapshot if there is one. */
public final class Harnesses {
    public static final ContentBundle CONTENT =
            ContentBundle.of(Undiagnosed.files(ContentBundle.shipped().files()));
    public static final ContentHistory HISTORY = ContentHistory.of(CONTENT);

    private Harnesses() {}

    public static KeyedOneInputStreamOperatorTestHarness<String, OpsEvent, FoldedEvent> fold(
            FoldSettings settings, @Nullable OperatorSubtaskState snapshot) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new FoldFunction(HISTORY, settings)), OpsEvent::getIdentity, Types.STRING);
        return open(harness, FoldedEvent.class, snapshot);
    }

    public static KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange> thread(
            ThreadSettings settings, @Nullable OperatorSubtaskState snapshot) throws Exception {
        return thread(HISTORY, settings, snapshot);
    }

    public static KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange> thread(
            ContentHistory content, ThreadSettings settings, @Nullable OperatorSubtaskState snapshot) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new ThreadFunction(content, settings)), ThreadInput::getScope, Types.STRING);
        return open(harness, ThreadChange.class, snapshot);
    }

    public static KeyedOneInputStreamOperatorTestHarness<String, GuardInput, Command> guard(
            @Nullable OperatorSubtaskState snapshot) throws Exception {
        return guard(HISTORY, snapshot);
    }

    public static KeyedOneInputStreamOperatorTestHarness<String, GuardInput, Command> guard(
            ContentHistory content, @Nullable OperatorSubtaskState snapshot) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new GuardFunction(content)), input -> GuardFunction.KEY, Types.STRING);
        return open(harness, Command.class, snapshot);
    }

    /** Opens with Avro on the way out, as in the job. */
    public static <R extends SpecificRecordBase, H extends AbstractStreamOperatorTestHarness<R>> H open(
            H harness, Class<R> out, @Nullable OperatorSubtaskState snapshot) throws Exception {
        TypeSerializer<R> serializer = Records.type(out).createSerializer(new ExecutionConfig().getSerializerConfig());
        harness.setup(serializer);
        if (snapshot != null) {
            harness.initializeState(snapshot);
        }
        harness.open();
        return harness;
    }

    /** What left through a side output so far. */
    public static <T> List<T> side(AbstractStreamOperatorTestHarness<?> harness, OutputTag<T> tag) {
        var records = harness.getSideOutput(tag);
        return records == null
                ? List.of()
                : new ArrayList<>(records.stream().map(StreamRecord::getValue).toList());
    }
}
