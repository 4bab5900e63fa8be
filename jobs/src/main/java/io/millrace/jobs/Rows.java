package io.millrace.jobs;

import io.millrace.jobs.ends.Sinks;
import io.millrace.operators.lake.Lake;
import io.millrace.operators.lake.LakeTable;
import io.millrace.operators.stage.Outputs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The lake while the job is being defined: what each stage gives to each table. A table is the union of all that is given. */
final class Rows {
    private final Map<String, Table<?>> tables = new LinkedHashMap<>();

    /** Adds a stage's rows to a table. */
    <T extends SpecificRecordBase> void add(LakeTable<T> table, DataStream<T> rows) {
        Table<?> known = tables.computeIfAbsent(table.name(), name -> new Table<>(table));
        @SuppressWarnings("unchecked") // the table's name stands for its type
        var same = (Table<T>) known;
        same.rows.add(rows);
    }

    /** Adds the records on which the stage's decision threw, and gives the stage again. */
    <T> SingleOutputStreamOperator<T> undecided(SingleOutputStreamOperator<T> stage) {
        add(Lake.DEAD_LETTERS, stage.getSideOutput(Outputs.DEAD_LETTERS));
        return stage;
    }

    /** Adds what the stage's remote model answered, and gives the stage again. */
    <T> SingleOutputStreamOperator<T> answers(SingleOutputStreamOperator<T> stage) {
        add(Lake.REMOTE_ANSWERS, stage.getSideOutput(Outputs.REMOTE_ANSWERS));
        return stage;
    }

    /** Writes all tables. */
    void into(Sinks sinks) {
        tables.values().forEach(table -> table.into(sinks));
    }

    private static final class Table<T extends SpecificRecordBase> {
        private final LakeTable<T> table;
        private final List<DataStream<T>> rows = new ArrayList<>();

        Table(LakeTable<T> table) {
            this.table = table;
        }

        void into(Sinks sinks) {
            sinks.lake(
                    table,
                    rows.stream().reduce((one, other) -> one.union(other)).orElseThrow());
        }
    }
}
