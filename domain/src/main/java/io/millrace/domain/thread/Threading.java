package io.millrace.domain.thread;

import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.domain.ThreadState;
import java.time.Instant;
import java.util.Collection;

/**
 * The life of the threads of one scope: signals open, join, resolve and reopen them, situations mark them,
 * time closes them. Values in, values out; the states passed in are never modified.
 */
public final class Threading {
    /** What a situation says that is told of a thread only when all of it is over. */
    public static final String RECOVERY = Recognising.RECOVERY;

    /** Marks the thread of an alarm storm among its situations. */
    public static final String STORM = Storm.SITUATION;

    private final ThreadSettings settings;
    private final Joining joining;
    private final Growing growing;
    private final Recognising recognising;
    private final Lifecycle lifecycle;

    public Threading(ThreadSettings settings) {
        this.settings = settings;
        this.joining = new Joining(settings);
        this.growing = new Growing(settings, joining);
        this.recognising = new Recognising(settings);
        this.lifecycle = new Lifecycle(settings);
    }

    /** A signal joins the thread with the strongest evidence, or opens one, or (a recovery of nothing) is let go. */
    public ThreadStep onSignal(Collection<ThreadState> threads, Signal signal) {
        var match = joining.match(threads, signal);
        if (match.isPresent() && !Storm.sweeps(threads, match.get(), signal)) {
            return join(match.get(), signal);
        }
        if (!Joining.opens(signal)) {
            return Storm.recovering(threads, signal)
                    .map(storm -> growing.join(storm, JoinReason.STORM, signal))
                    .orElseGet(ThreadStep::nothing);
        }
        return Storm.of(threads, signal).map(storm -> join(storm, signal)).orElseGet(() -> growing.open(signal));
    }

    /** A situation marks the thread that holds most of its events; the one that opened last among equals. */
    public ThreadStep onSituation(Collection<ThreadState> threads, Situation situation) {
        return recognising.onSituation(threads, situation);
    }

    /** Due at or before {@code now} (arrival time): a resolved thread closes, a silent one is closed as stale. */
    public ThreadStep onTime(ThreadState known, Instant now) {
        return lifecycle.onTime(known, now);
    }

    /** When time alone changes this thread next (arrival time). */
    public Instant due(ThreadState thread) {
        return lifecycle.due(thread);
    }

    /** A person is needed: the row that says why. */
    public ThreadStep escalate(ThreadState known, String reason, Instant now) {
        return Versions.changed(Versions.next(known, now), Changes.ESCALATED, reason);
    }

    private ThreadStep join(Joining.Match match, Signal signal) {
        var word = PersonsWord.of(signal.getEvent());
        return word.isPresent()
                ? Hearing.of(match.thread, word.get(), signal, settings.maxMembers())
                : growing.join(match.thread, match.reason, signal);
    }

    /** What the storm absorbs ends, and its own thread stands for it. */
    private ThreadStep join(Storm storm, Signal signal) {
        Instant now = signal.getEvent().getArrivedAt();
        var thread = Merging.into(storm.representative(), storm.absorbed(), settings);
        Recognising.mark(thread, Storm.SITUATION, Storm.TITLE);
        return growing.join(thread, JoinReason.STORM, signal)
                .after(Merging.ended(storm.absorbed(), thread, now, "an alarm storm"));
    }
}
