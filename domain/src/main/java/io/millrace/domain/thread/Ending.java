package io.millrace.domain.thread;

import io.millrace.domain.ThreadChange;

/** How a thread that is closed came to its end. */
public enum Ending {
    /** Everything that it waited for has recovered. */
    RESOLVED,
    /** Given up without news: it was never seen to end. */
    STALE,
    /** A person said that it is nothing. */
    DISCHARGED,
    /** Another thread took it in. */
    MERGED;

    private static final String INTO = "merged into ";
    private static final String BY = "discharged by ";

    /** Of the change that closed it. */
    public static Ending of(ThreadChange closed) {
        if (!mergedInto(closed).isEmpty()) {
            return MERGED;
        }
        if (closed.getReason().startsWith(BY)) {
            return DISCHARGED;
        }
        return closed.getResolvedAt() == null ? STALE : RESOLVED;
    }

    /** The thread that took it in; empty where none did. */
    public static String mergedInto(ThreadChange closed) {
        String reason = closed.getReason();
        if (!reason.startsWith(INTO)) {
            return "";
        }
        int end = reason.indexOf(':');
        return reason.substring(INTO.length(), end < 0 ? reason.length() : end);
    }
}
