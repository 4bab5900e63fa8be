package io.millrace.operators.eventbridge;

/** What to do about an entry or a request that the service did not take. */
enum Verdict {
    /** A passing fault: send it again. */
    RETRY,
    /** The service will never take this entry: keep it elsewhere and go on. */
    REFUSE,
    /** The request as a whole is unacceptable, by the fault of at least one entry: send each alone. */
    SEPARATE,
    /** Not the entry's fault and not passing: authorisation, a missing bus, our own bug. The job fails. */
    FAIL
}
