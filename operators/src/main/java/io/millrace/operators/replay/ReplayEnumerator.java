package io.millrace.operators.replay;

import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/** Gives the one split to the first reader that asks; the others have nothing to do. */
final class ReplayEnumerator implements SplitEnumerator<ReplaySplit, Optional<ReplaySplit>> {
    private final SplitEnumeratorContext<ReplaySplit> context;
    private Optional<ReplaySplit> waiting;

    ReplayEnumerator(SplitEnumeratorContext<ReplaySplit> context, Optional<ReplaySplit> waiting) {
        this.context = context;
        this.waiting = waiting;
    }

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int reader, @Nullable String host) {
        waiting.ifPresent(split -> context.assignSplit(split, reader));
        waiting = Optional.empty();
        context.signalNoMoreSplits(reader);
    }

    @Override
    public void addSplitsBack(List<ReplaySplit> splits, int reader) {
        if (!splits.isEmpty()) {
            waiting = Optional.of(splits.get(0));
        }
    }

    @Override
    public void addReader(int reader) {}

    @Override
    public Optional<ReplaySplit> snapshotState(long checkpoint) {
        return waiting;
    }

    @Override
    public void close() {}
}
