package io.millrace.jobs.ends;

import io.millrace.domain.BusEvent;
import io.millrace.jobs.config.JobConfig;
import io.millrace.operators.eventbridge.EventBridgeNdjson;
import io.millrace.operators.lake.LakeTable;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Lake and bus as files, for a bounded run. */
public final class FileSinks implements Sinks {
    private final LakeEnds lake;
    private final Path entries;

    /**
     * @param lakePath root of the lake
     * @param entriesPath folder for the bus entries' part files
     */
    public FileSinks(String lakePath, String entriesPath) {
        this.lake = new LakeEnds(lakePath);
        this.entries = new Path(entriesPath);
    }

    static FileSinks of(JobConfig config) {
        return new FileSinks(config.lakePath(), config.eventBus().file());
    }

    @Override
    public <T extends SpecificRecordBase> void lake(LakeTable<T> table, DataStream<T> rows) {
        lake.write(table, rows);
    }

    @Override
    public void bus(DataStream<BusEvent> events) {
        events.sinkTo(EventBridgeNdjson.sink(entries)).uid("write-entries").name("Write entries");
    }
}
