package io.millrace.operators.replay;

import org.apache.flink.api.connector.source.SourceSplit;

/** The whole replay, and how many of its records were emitted. */
public final class ReplaySplit implements SourceSplit {
    private final long emitted;

    ReplaySplit(long emitted) {
        this.emitted = emitted;
    }

    long emitted() {
        return emitted;
    }

    @Override
    public String splitId() {
        return "replay";
    }
}
