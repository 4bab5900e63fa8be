package io.millrace.operators.remote;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.runtime.streamrecord.StreamElement;
import org.apache.flink.streaming.runtime.streamrecord.StreamElementSerializer;

/**
 * What Flink's AsyncWaitOperator, which asked before under the same uids, left in line. It kept records by task, not by key:
 * they are with the right task as long as their number is the same.
 */
final class EarlierLine {
    private static final String NAME = "_async_wait_operator_state_";

    private EarlierLine() {}

    /** Empty where no such operator wrote the state that is restored. */
    static <I extends SpecificRecordBase> List<I> take(
            OperatorStateStore store, TypeSerializer<I> type, KeySelector<I, String> key, TaskInfo task)
            throws Exception {
        var inputs = new ArrayList<I>();
        if (!store.getRegisteredStateNames().contains(NAME)) {
            return inputs;
        }
        var state = store.getListState(new ListStateDescriptor<>(NAME, new StreamElementSerializer<>(type)));
        for (StreamElement element : state.get()) {
            if (element.isRecord()) {
                I input = element.<I>asRecord().getValue();
                refuseAnothers(key.getKey(input), task);
                inputs.add(input);
            }
        }
        state.clear();
        return inputs;
    }

    private static void refuseAnothers(String key, TaskInfo task) {
        int owner = KeyGroupRangeAssignment.assignKeyToParallelOperator(
                key, task.getMaxNumberOfParallelSubtasks(), task.getNumberOfParallelSubtasks());
        if (owner != task.getIndexOfThisSubtask()) {
            throw new IllegalStateException(
                    "A question about " + key + " that an earlier version had under way was restored by "
                            + task.getTaskNameWithSubtasks() + ", but belongs to subtask " + (owner + 1)
                            + ": restore the savepoint with the parallelism it was taken with, and rescale from the next one");
        }
    }
}
