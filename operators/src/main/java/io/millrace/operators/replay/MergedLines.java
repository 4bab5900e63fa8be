package io.millrace.operators.replay;

import java.io.IOException;
import java.util.PriorityQueue;
import org.apache.flink.util.IOUtils;
import org.jspecify.annotations.Nullable;

/** Merges cursors that are each in order. Holds one line of each. */
final class MergedLines implements LineCursor {
    private final PriorityQueue<Head> heads = new PriorityQueue<>();

    MergedLines(Iterable<? extends LineCursor> cursors) throws IOException {
        for (var cursor : cursors) {
            push(cursor);
        }
    }

    private void push(LineCursor cursor) throws IOException {
        var line = cursor.next();
        if (line == null) {
            cursor.close();
        } else {
            heads.add(new Head(line, cursor));
        }
    }

    @Override
    public @Nullable ReplayLine next() throws IOException {
        var head = heads.poll();
        if (head == null) {
            return null;
        }
        push(head.cursor);
        return head.line;
    }

    @Override
    public void close() {
        heads.forEach(head -> IOUtils.closeQuietly(head.cursor));
        heads.clear();
    }

    private static final class Head implements Comparable<Head> {
        private final ReplayLine line;
        private final LineCursor cursor;

        Head(ReplayLine line, LineCursor cursor) {
            this.line = line;
            this.cursor = cursor;
        }

        @Override
        public int compareTo(Head other) {
            return line.compareTo(other.line);
        }
    }
}
