package io.millrace.operators.replay;

import io.millrace.domain.RawRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/**
 * Emits the replay's records in order. Its state is how many it emitted: the files give the same order
 * again, so a restart skips that many. Runs on the task's thread; opening scans the files once.
 */
final class ReplayReader implements SourceReader<RawRecord, ReplaySplit> {
    private final ReplayFiles files;
    private final SourceReaderContext context;
    private CompletableFuture<Void> available = new CompletableFuture<>();
    private @Nullable ReplayInput input;
    private boolean hasSplit;
    private boolean finished;
    private long emitted;

    ReplayReader(ReplayFiles files, SourceReaderContext context) {
        this.files = files;
        this.context = context;
    }

    @Override
    public void start() {
        if (!hasSplit) {
            context.sendSplitRequest();
        }
    }

    @Override
    public void addSplits(List<ReplaySplit> splits) {
        hasSplit = true;
        emitted = splits.get(0).emitted();
        available.complete(null);
    }

    @Override
    public void notifyNoMoreSplits() {
        finished = !hasSplit;
        available.complete(null);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RawRecord> output) throws Exception {
        if (finished) {
            return InputStatus.END_OF_INPUT;
        }
        if (!hasSplit) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        if (input == null) {
            input = opened();
        }
        var line = input.next();
        if (line == null) {
            finished = true;
            return InputStatus.END_OF_INPUT;
        }
        output.collect(line.record(), line.arrivedAt);
        emitted++;
        return InputStatus.MORE_AVAILABLE;
    }

    private ReplayInput opened() throws Exception {
        var temporary = Path.of(ConfigurationUtils.parseTempDirectories(context.getConfiguration())[0]);
        var opened = ReplayInput.open(files.list(), temporary);
        for (long i = 0; i < emitted; i++) {
            if (opened.next() == null) {
                opened.close();
                throw new IllegalStateException("The replay had emitted " + emitted + " records, its files now hold "
                        + i + "; a replay goes on only over unchanged files");
            }
        }
        return opened;
    }

    @Override
    public List<ReplaySplit> snapshotState(long checkpoint) {
        return hasSplit ? List.of(new ReplaySplit(emitted)) : List.of();
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return available;
    }

    @Override
    public void close() throws Exception {
        if (input != null) {
            input.close();
        }
    }
}
