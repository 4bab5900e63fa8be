package io.millrace.domain.thread;

import io.millrace.domain.ThreadState;
import io.millrace.domain.record.Copies;
import java.time.Instant;
import java.util.List;

/** A thread's versions: each change is a copy, since a checkpoint may still be writing what is there. */
final class Versions {
    private Versions() {}

    /** The thread's next version, to be changed. */
    static ThreadState next(ThreadState known, Instant at) {
        var thread = Copies.shallow(known, new ThreadState());
        thread.setVersion(known.getVersion() + 1);
        thread.setUpdatedAt(later(known.getUpdatedAt(), at));
        return thread;
    }

    /** The thread with news that is no row: the version stays. */
    static ThreadState touched(ThreadState known, Instant arrivedAt, Instant at) {
        var thread = Copies.shallow(known, new ThreadState());
        thread.setUpdatedAt(later(known.getUpdatedAt(), arrivedAt));
        thread.setLastEventAt(later(known.getLastEventAt(), at));
        return thread;
    }

    /** The changed thread with the one row that says so. */
    static ThreadStep changed(ThreadState thread, Changes change, String reason) {
        return ThreadStep.of(thread, List.of(change.of(thread, reason, thread.getUpdatedAt())), List.of());
    }

    private static Instant later(Instant one, Instant other) {
        return other.isAfter(one) ? other : one;
    }
}
