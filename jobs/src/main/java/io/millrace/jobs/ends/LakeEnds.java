package io.millrace.jobs.ends;

import io.millrace.operators.lake.LakeSink;
import io.millrace.operators.lake.LakeTable;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The lake's tables below one root, each with its own sink. */
final class LakeEnds {
    private final Path root;

    LakeEnds(String root) {
        this.root = new Path(root);
    }

    <T extends SpecificRecordBase> void write(LakeTable<T> table, DataStream<T> rows) {
        rows.sinkTo(LakeSink.of(table, root))
                .uid("lake-" + table.name().replace('_', '-'))
                .name("Lake " + table.name().replace('_', ' '));
    }
}
