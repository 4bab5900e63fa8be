package io.millrace.jobs.ends;

import io.millrace.domain.ContentOffer;
import io.millrace.domain.RawRecord;
import io.millrace.operators.replay.ReplaySource;
import io.millrace.operators.stage.Records;
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
        return inputs(records(environment, files));
    }

    /** Both streams, merged by arrival; time moves with each slot that begins. */
    public static DataStream<RawRecord> records(StreamExecutionEnvironment environment, Source<RawRecord, ?, ?> files) {
        return environment
                .fromSource(files, ReplaySource.watermarks(), "Replay records")
                .uid("replay-records")
                .setParallelism(1);
    }

    /** The two streams out of the merged one. */
    public static Inputs inputs(DataStream<RawRecord> records) {
        return new Inputs(
                records.filter(record -> record.getStream().equals("metrics"))
                        .uid("replay-metrics")
                        .name("Replay metrics")
                        .setParallelism(1),
                records.filter(record -> record.getStream().equals("events"))
                        .uid("replay-events")
                        .name("Replay events")
                        .setParallelism(1),
                knownContent(records));
    }

    /**
     * For a bounded run, which begins with all bundles that it will ever know: told with the first record, so that time passes and the
     * input ends as it does for all others.
     */
    public static DataStream<ContentOffer> knownContent(DataStream<RawRecord> records) {
        return records.flatMap(new BeginContent(), Records.type(ContentOffer.class))
                .uid("replay-content")
                .name("Replay content")
                .setParallelism(1);
    }
}
