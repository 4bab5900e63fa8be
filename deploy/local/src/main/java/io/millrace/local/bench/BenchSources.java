package io.millrace.local.bench;

import io.millrace.domain.RawRecord;
import io.millrace.jobs.ends.Sources;
import io.millrace.operators.replay.ReplaySource;
import io.millrace.operators.stage.Records;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Records of one kind out of memory, as fast as the job takes them; bounded, but far beyond what is measured. */
final class BenchSources implements Sources {
    private static final long MANY = 1_000_000_000L;

    private final BenchRecords kind;

    BenchSources(BenchRecords kind) {
        this.kind = kind;
    }

    @Override
    public Inputs in(StreamExecutionEnvironment environment) {
        BenchRecords made = kind;
        GeneratorFunction<Long, RawRecord> numbered = made::record;
        var source = new DataGeneratorSource<>(numbered, MANY, Records.type(RawRecord.class));
        var inArrivalOrder = ReplaySource.watermarks()
                .withTimestampAssigner((record, none) -> record.getArrivedAt().toEpochMilli());
        DataStream<RawRecord> records = environment
                .fromSource(source, inArrivalOrder, "Bench records")
                .uid("bench-records")
                .setParallelism(1);
        return new Inputs(of("metrics", records), of("events", records));
    }

    private static DataStream<RawRecord> of(String stream, DataStream<RawRecord> records) {
        return records.filter(record -> record.getStream().equals(stream))
                .uid("bench-" + stream)
                .name("Bench " + stream);
    }
}
