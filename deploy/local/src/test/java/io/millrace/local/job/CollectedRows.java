package io.millrace.local.job;

import io.millrace.domain.BusEvent;
import io.millrace.jobs.ends.Sinks;
import io.millrace.operators.lake.LakeTable;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.SinkFunction;

/** Sinks that hand every row to the test at once, as long as the job runs in this process. */
final class CollectedRows implements Sinks {
    private static final Map<String, Queue<SpecificRecordBase>> ROWS = new ConcurrentHashMap<>();

    private final String run = UUID.randomUUID().toString();

    @Override
    public <T extends SpecificRecordBase> void lake(LakeTable<T> table, DataStream<T> rows) {
        collect(table.name(), rows);
    }

    @Override
    public void bus(DataStream<BusEvent> entries) {
        collect("entries", entries);
    }

    private <T extends SpecificRecordBase> void collect(String table, DataStream<T> rows) {
        String key = run + table;
        rows.addSink(new Collect<>(key))
                .uid("collect-" + table)
                .name("Collect " + table)
                .setParallelism(1);
    }

    /** What has come so far, in the order of its coming. */
    <T extends SpecificRecordBase> List<T> of(LakeTable<T> table, Class<T> type) {
        return ROWS.getOrDefault(run + table.name(), new ConcurrentLinkedQueue<>()).stream()
                .map(type::cast)
                .toList();
    }

    private static final class Collect<T extends SpecificRecordBase> implements SinkFunction<T> {
        private static final long serialVersionUID = 1L;

        private final String key;

        Collect(String key) {
            this.key = key;
        }

        @Override
        public void invoke(T row, Context context) {
            ROWS.computeIfAbsent(key, name -> new ConcurrentLinkedQueue<>()).add(row);
        }
    }
}
