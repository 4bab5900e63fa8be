package io.millrace.local.kinesis;

import java.util.ArrayList;
import java.util.List;

/** The records that a shard keeps, in order of sequence. Adding one may push the oldest ones out. */
final class ShardLog {
    private final Retention retention;
    private final List<StoredRecord> records = new ArrayList<>();
    /** Records before this index are gone; the list is shortened once they are an eighth of it. */
    private int first;

    private long bytes;
    private long trimmed;

    ShardLog(Retention retention) {
        this.retention = retention;
    }

    void append(StoredRecord record) {
        records.add(record);
        bytes += record.bytes();
        while (size() > retention.records() || bytes > retention.bytes() && size() > 1) {
            trimOldest();
        }
    }

    /** Index of the first kept record at or after this sequence; {@link #end()} if there is none. */
    int indexAtOrAfter(long sequence) {
        int low = first;
        int high = records.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (records.get(middle).sequence() < sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    StoredRecord get(int index) {
        return records.get(index);
    }

    int end() {
        return records.size();
    }

    int size() {
        return records.size() - first;
    }

    long trimmed() {
        return trimmed;
    }

    List<StoredRecord> kept() {
        return List.copyOf(records.subList(first, records.size()));
    }

    private void trimOldest() {
        bytes -= records.get(first).bytes();
        trimmed++;
        first++;
        if (first > records.size() / 8) {
            records.subList(0, first).clear();
            first = 0;
        }
    }
}
