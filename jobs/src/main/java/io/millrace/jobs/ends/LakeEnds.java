package io.millrace.jobs.ends;

import io.millrace.operators.lake.Lake;
import io.millrace.operators.lake.LakeSink;
import io.millrace.operators.lake.LakeTable;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The lake's tables below one root, each with its own sink; one writer suffices for all but the busy ones. */
final class LakeEnds {
    private static final Set<LakeTable<?>> BUSY = Set.of(Lake.EVENTS, Lake.DECISIONS, Lake.SCORES, Lake.REMOTE_ANSWERS);

    private final Path root;

    LakeEnds(String root) {
        this.root = new Path(root);
    }

    <T extends SpecificRecordBase> void write(LakeTable<T> table, DataStream<T> rows) {
        var sink = rows.sinkTo(LakeSink.of(table, root))
                .uid("lake-" + table.name().replace('_', '-'))
                .name("Lake " + table.name().replace('_', ' '));
        if (!BUSY.contains(table)) {
            sink.setParallelism(1);
        }
    }
}
