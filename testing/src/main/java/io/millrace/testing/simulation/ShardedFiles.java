package io.millrace.testing.simulation;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One stream in replay format over as many files at a time as the stream has shards: a partition key has one of them. */
final class ShardedFiles implements Closeable {
    private final List<ReplayFiles> shards = new ArrayList<>();

    ShardedFiles(Path directory, String stream, int count) {
        for (int shard = 0; shard < count; shard++) {
            shards.add(new ReplayFiles(directory, stream, count == 1 ? "" : "-" + shard));
        }
    }

    void write(SimulatedRecord record) throws IOException {
        shards.get(Math.floorMod(record.partitionKey().hashCode(), shards.size()))
                .write(record);
    }

    @Override
    public void close() throws IOException {
        for (var shard : shards) {
            shard.close();
        }
    }
}
