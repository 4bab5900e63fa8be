package io.millrace.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.domain.BusEvent;
import io.millrace.jobs.ends.Ends;
import io.millrace.jobs.ends.ReplaySources;
import io.millrace.jobs.ends.Sinks;
import io.millrace.operators.eventbridge.EventBridgeSink;
import io.millrace.operators.lake.LakeTable;
import io.millrace.operators.replay.ReplaySource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crash between PutEvents and the checkpoint says things twice, but never two things. */
class BusCrashITCase {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void entriesSentTwiceAreTheSameAndEqualTheLakesRows() throws Exception {
        Baseline baseline = Baseline.get();
        try (var bus = BusServer.start();
                var cluster = LocalCluster.start(2, folder)) {
            var crashed = ReplayJob.over(baseline.recording(), folder.resolve("crashed"));
            var gate = new Gate();
            var atCheckpoint = gate.stopAfter(baseline.records() / 2);
            var source = ReplaySource.of(baseline.recording(), Recordings.series(baseline.recording()));
            var job = cluster.submit(crashed.graph(
                    cluster.environment(2, "hashmap", 3),
                    new ReplaySources(new GatedSource(source, gate)),
                    new BusSinks(Ends.sinks(crashed.config()), bus, folder)));
            atCheckpoint.get(2, TimeUnit.MINUTES);
            cluster.checkpoint(job);
            int beforeCheckpoint = bus.taken().size();
            gate.stopAfter(baseline.records() * 3 / 4).get(2, TimeUnit.MINUTES);
            Until.holds(() -> bus.taken().size() > beforeCheckpoint);

            cluster.killTaskManager();
            gate.open();
            cluster.await(job);

            assertThat(beforeCheckpoint).isPositive();
            assertThat(bus.taken().size()).isGreaterThan(once(bus.taken()).size());
            assertThat(once(bus.taken())).isEqualTo(once(entries(baseline)));
            assertThat(crashed.result().unlike(baseline.result()))
                    .as("all but the file of entries, which this run did not write")
                    .allMatch(row -> row.startsWith("only there, entries"));
            try (var lake = new LakeRows(crashed.lake())) {
                assertThat(EntryIds.of(lake))
                        .containsExactlyElementsOf(once(bus.taken()).keySet());
            }
        }
    }

    /** Details by id; entries with one id must say the same. */
    private static SortedMap<String, String> once(List<JsonNode> entries) throws IOException {
        var once = new TreeMap<String, String>();
        for (JsonNode entry : entries) {
            String detail = entry.path("Detail").asText();
            String said = once.put(JSON.readTree(detail).path("id").asText(), detail);
            assertThat(said == null || said.equals(detail)).as(detail).isTrue();
        }
        return once;
    }

    private static List<JsonNode> entries(Baseline baseline) throws IOException {
        var entries = new ArrayList<JsonNode>();
        for (String line : Arrays.asList(baseline.result().entries().split("\n"))) {
            entries.add(JSON.readTree(line));
        }
        return entries;
    }

    /** The lake as files, the bus for real. */
    private record BusSinks(Sinks files, BusServer bus, Path folder) implements Sinks {
        @Override
        public <T extends SpecificRecordBase> void lake(LakeTable<T> table, DataStream<T> rows) {
            files.lake(table, rows);
        }

        @Override
        public void bus(DataStream<BusEvent> entries) {
            var sink = EventBridgeSink.builder()
                    .setClientProvider(bus.clients())
                    .setBus("operations")
                    .setDeadLetters(new org.apache.flink.core.fs.Path(
                            folder.resolve("refused").toUri()))
                    .build();
            entries.sinkTo(sink).uid("publish-entries").name("Publish entries");
        }
    }
}
