package io.millrace.jobs.ends;

import io.millrace.domain.BusEvent;
import io.millrace.jobs.config.EventBus;
import io.millrace.jobs.config.JobConfig;
import io.millrace.operators.eventbridge.EventBridgeSink;
import io.millrace.operators.eventbridge.LateMark;
import io.millrace.operators.eventbridge.SdkEventBridgeClientProvider;
import io.millrace.operators.lake.LakeTable;
import java.net.URI;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The lake in S3 (or any of Flink's file systems) and the operations bus. */
public final class LiveSinks implements Sinks {
    private final LakeEnds lake;
    private final EventBus bus;

    LiveSinks(JobConfig config) {
        this.lake = new LakeEnds(config.lakePath());
        this.bus = config.eventBus();
    }

    @Override
    public <T extends SpecificRecordBase> void lake(LakeTable<T> table, DataStream<T> rows) {
        lake.write(table, rows);
    }

    @Override
    public void bus(DataStream<BusEvent> events) {
        var client = SdkEventBridgeClientProvider.of(bus.region());
        if (!bus.endpoint().isEmpty()) {
            client = client.withEndpoint(URI.create(bus.endpoint()));
        }
        var sink = EventBridgeSink.builder()
                .setClientProvider(client)
                .setBus(bus.bus())
                .setLateMark(bus.lateAfter()
                        .map(after -> LateMark.of(Instant::now, after))
                        .orElseGet(LateMark::none))
                .setDeadLetters(new Path(bus.refusedPath()))
                .build();
        events.sinkTo(sink).uid("publish-entries").name("Publish entries");
    }
}
