package io.millrace.operators.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;

/**
 * The records in line at a checkpoint, in keyed state: whoever gets a key after a rescale gets its records. Between
 * checkpoints nobody reads it; the next one replaces what this one wrote, so a record outlives its answer by that at most.
 */
final class KeptLine<I extends SpecificRecordBase> {
    private static final String NAME = "line";

    private final KeySelector<I, String> key;
    private final KeyedStateBackend<String> backend;
    private final ListState<I> state;
    private List<String> written = List.of();

    KeptLine(
            StateInitializationContext context,
            KeyedStateBackend<String> backend,
            KeySelector<I, String> key,
            TypeInformation<I> type)
            throws Exception {
        this.key = key;
        this.backend = backend;
        this.state = context.getKeyedStateStore().getListState(new ListStateDescriptor<>(NAME, type));
    }

    /** Leaves the current key at any of those in line. */
    void write(Iterable<? extends Asked<I, ?, ?>> line) throws Exception {
        for (String earlier : written) {
            backend.setCurrentKey(earlier);
            state.clear();
        }
        var keys = new ArrayList<String>();
        for (Asked<I, ?, ?> asked : line) {
            String mine = key.getKey(asked.input());
            backend.setCurrentKey(mine);
            state.add(asked.input());
            keys.add(mine);
        }
        written = keys;
    }

    /** What was in line, in its order for each key, and by key. */
    List<I> take() throws Exception {
        List<String> keys;
        try (Stream<String> found = backend.getKeys(NAME, VoidNamespace.INSTANCE)) {
            keys = found.sorted().collect(Collectors.toList());
        }
        var inputs = new ArrayList<I>();
        for (String mine : keys) {
            backend.setCurrentKey(mine);
            state.get().forEach(inputs::add);
            state.clear();
        }
        return inputs;
    }
}
