package io.millrace.jobs.ends;

import io.millrace.domain.RawRecord;
import io.millrace.operators.replay.ReplaySource;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Bounded input from files: one source reads both streams merged by arrival, so neither runs ahead of the other. */
public final class ReplaySources implements Sources {
    private final Source<RawRecord, ?, ?> files;

    /** @param files gives records in the order of arrival: a {@link ReplaySource}, or what stands in for one */
    public ReplaySources(Source<RawRecord, ?, ?> files) {
        this.files = files;
    }

    @Override
    public Inputs in(StreamExecutionEnvironment environment) {
        DataStream<RawRecord> records = environment
                .fromSource(files, ReplaySource.watermarks(), "Replay records")
                .uid("replay-records")
                .setParallelism(1);
        return new Inputs(
                records.filter(record -> record.getStream().equals("metrics"))
                        .uid("replay-metrics")
                        .name("Replay metrics")
                        .setParallelism(1),
                records.filter(record -> record.getStream().equals("events"))
                        .uid("replay-events")
                        .name("Replay events")
                        .setParallelism(1));
    }
}
