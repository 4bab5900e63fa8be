package io.millrace.operators.redrive;

/** A dead letter cannot come again. No stack trace: it is an answer. */
final class RefusedLetter extends Exception {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    RefusedLetter(Refusal refusal) {
        super(refusal.because(), null, false, false);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
