package io.millrace.jobs.ends;

import io.millrace.domain.BusEvent;
import io.millrace.operators.lake.LakeTable;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where rows and our own events go. */
public interface Sinks {

    /** Writes rows to a table of the lake. */
    <T extends SpecificRecordBase> void lake(LakeTable<T> table, DataStream<T> rows);

    /** Publishes entries to the operations bus. */
    void bus(DataStream<BusEvent> entries);
}
