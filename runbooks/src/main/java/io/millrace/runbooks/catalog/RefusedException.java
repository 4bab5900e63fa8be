package io.millrace.runbooks.catalog;

import io.millrace.runbooks.catalog.Refusal.Code;

/** Carries a refusal out of the steps of planning; never leaves the planner. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    RefusedException(Code code, String reason) {
        super(reason, null, false, false);
        this.refusal = new Refusal(code, reason);
    }

    Refusal refusal() {
        return refusal;
    }
}
