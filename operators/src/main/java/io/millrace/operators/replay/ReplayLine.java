package io.millrace.operators.replay;

import io.millrace.domain.RawRecord;
import io.millrace.domain.id.Ids;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Comparator;

/** One payload of a replay: when it arrives, where it stands, its bytes. Ordered by arrival, stream, file, line. */
final class ReplayLine implements Comparable<ReplayLine> {
    private static final Comparator<ReplayLine> ORDER = Comparator.<ReplayLine>comparingLong(line -> line.arrivedAt)
            .thenComparing(line -> line.stream)
            .thenComparing(line -> line.file)
            .thenComparingLong(line -> line.number);

    final long arrivedAt;
    final String stream;
    final String file;
    final long number;
    final byte[] data;

    ReplayLine(long arrivedAt, String stream, String file, long number, byte[] data) {
        this.arrivedAt = arrivedAt;
        this.stream = stream;
        this.file = file;
        this.number = number;
        this.data = data;
    }

    /** As the job reads it; the id is the line's position, so each replay of a file gives the same ids. */
    RawRecord record() {
        var position = Long.toString(number);
        return new RawRecord(
                Ids.hash(stream, file, position),
                stream,
                file,
                position,
                Instant.ofEpochMilli(arrivedAt),
                ByteBuffer.wrap(data));
    }

    @Override
    public int compareTo(ReplayLine other) {
        return ORDER.compare(this, other);
    }
}
