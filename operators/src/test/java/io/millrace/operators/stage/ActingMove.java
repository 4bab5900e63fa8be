package io.millrace.operators.stage;

/**
 * Something that happens in a history, at a minute of it. Numbers are read by the kind, so that a shorter history of the same moves is
 * as valid as the whole.
 */
record ActingMove(Kind kind, int minute, int which, int where, int length) {
    enum Kind {
        /** Condition `which` is met on instance `where` for `length` minutes. */
        TROUBLE,
        /** More alarms at once in scope `where` than a thread each is worth. */
        STORM,
        /** The calendar closes for `length` minutes. */
        FREEZE,
        /** Variant `which` of the content is shipped. */
        CONTENT,
        /** The job dies, goes back to its checkpoint of `length` minutes ago, with one or two tasks (`which`) for threads. */
        CRASH
    }
}
