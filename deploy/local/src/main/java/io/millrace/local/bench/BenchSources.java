package io.millrace.local.bench;

import io.millrace.domain.RawRecord;
import io.millrace.jobs.ends.ReplaySources;
import io.millrace.jobs.ends.Sources;
import io.millrace.operators.replay.ReplaySource;
import io.millrace.operators.stage.Records;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Records out of memory at a given pace; bounded, but far beyond what is measured. */
final class BenchSources implements Sources {
    private static final long MANY = 1_000_000_000L;

    private final GeneratorFunction<Long, RawRecord> records;
    private final RateLimiterStrategy pace;

    /** @param records by number; must be serializable, as Flink's interface is */
    BenchSources(GeneratorFunction<Long, RawRecord> records, RateLimiterStrategy pace) {
        this.records = records;
        this.pace = pace;
    }

    @Override
    public Inputs in(StreamExecutionEnvironment environment) {
        var source = new DataGeneratorSource<>(records, MANY, pace, Records.type(RawRecord.class));
        var inArrivalOrder = ReplaySource.watermarks()
                .withTimestampAssigner((record, none) -> record.getArrivedAt().toEpochMilli());
        DataStream<RawRecord> read = environment
                .fromSource(source, inArrivalOrder, "Bench records")
                .uid("bench-records")
                .setParallelism(1);
        return new Inputs(of("metrics", read), of("events", read), ReplaySources.knownContent(read));
    }

    private static DataStream<RawRecord> of(String stream, DataStream<RawRecord> records) {
        return records.filter(record -> record.getStream().equals(stream))
                .uid("bench-" + stream)
                .name("Bench " + stream);
    }
}
