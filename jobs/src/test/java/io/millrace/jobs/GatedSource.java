package io.millrace.jobs;

import io.millrace.domain.RawRecord;
import io.millrace.operators.replay.ReplaySource;
import io.millrace.operators.replay.ReplaySplit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The replay's own source behind a gate. It waits as a source without data does, so checkpoints go on. */
final class GatedSource
        implements Source<RawRecord, ReplaySplit, Optional<ReplaySplit>>, ResultTypeQueryable<RawRecord> {
    private static final long serialVersionUID = 1L;

    private final ReplaySource replay;
    private final Gate gate;

    GatedSource(ReplaySource replay, Gate gate) {
        this.replay = replay;
        this.gate = gate;
    }

    @Override
    public SourceReader<RawRecord, ReplaySplit> createReader(SourceReaderContext context) {
        return new GatedReader(replay.createReader(context), gate);
    }

    @Override
    public Boundedness getBoundedness() {
        return replay.getBoundedness();
    }

    @Override
    public SplitEnumerator<ReplaySplit, Optional<ReplaySplit>> createEnumerator(
            SplitEnumeratorContext<ReplaySplit> context) {
        return replay.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<ReplaySplit, Optional<ReplaySplit>> restoreEnumerator(
            SplitEnumeratorContext<ReplaySplit> context, Optional<ReplaySplit> checkpoint) {
        return replay.restoreEnumerator(context, checkpoint);
    }

    @Override
    public SimpleVersionedSerializer<ReplaySplit> getSplitSerializer() {
        return replay.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Optional<ReplaySplit>> getEnumeratorCheckpointSerializer() {
        return replay.getEnumeratorCheckpointSerializer();
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return replay.getProducedType();
    }

    private static final class GatedReader implements SourceReader<RawRecord, ReplaySplit> {
        private final SourceReader<RawRecord, ReplaySplit> reader;
        private final Gate gate;
        private long emitted;

        GatedReader(SourceReader<RawRecord, ReplaySplit> reader, Gate gate) {
            this.reader = reader;
            this.gate = gate;
        }

        @Override
        public InputStatus pollNext(ReaderOutput<RawRecord> output) throws Exception {
            if (!gate.after(emitted).isDone()) {
                return InputStatus.NOTHING_AVAILABLE;
            }
            InputStatus status = reader.pollNext(output);
            if (status == InputStatus.MORE_AVAILABLE) {
                emitted++;
            }
            return status;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return CompletableFuture.allOf(reader.isAvailable(), gate.after(emitted));
        }

        @Override
        public void start() {
            reader.start();
        }

        @Override
        public List<ReplaySplit> snapshotState(long checkpointId) {
            return reader.snapshotState(checkpointId);
        }

        @Override
        public void addSplits(List<ReplaySplit> splits) {
            reader.addSplits(splits);
        }

        @Override
        public void notifyNoMoreSplits() {
            reader.notifyNoMoreSplits();
        }

        @Override
        public void close() throws Exception {
            reader.close();
        }
    }
}
