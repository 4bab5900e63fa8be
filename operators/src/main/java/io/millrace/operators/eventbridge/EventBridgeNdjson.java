package io.millrace.operators.eventbridge;

import io.millrace.domain.BusEvent;
import java.io.IOException;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * The entries a replay would have put on the bus, one PutEvents entry as JSON per line with sorted keys.
 * {@code ReplayEntries} merges the part files into one.
 */
public final class EventBridgeNdjson {
    private EventBridgeNdjson() {}

    /** The line of an event, without the line break. */
    public static byte[] line(BusEvent event) throws IOException {
        return EntryJson.entry(BusEventElementConverter.entry(event));
    }

    /** Writes {@code part-….ndjson} into a folder, visible with each checkpoint, exactly once. */
    public static FileSink<BusEvent> sink(Path folder) {
        return FileSink.<BusEvent>forRowFormat(folder, (event, stream) -> {
                    stream.write(line(event));
                    stream.write('\n');
                })
                .withBucketAssigner(new BasePathBucketAssigner<>())
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .withOutputFileConfig(OutputFileConfig.builder()
                        .withPartPrefix("part")
                        .withPartSuffix(".ndjson")
                        .build())
                .build();
    }
}
