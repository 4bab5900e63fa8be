package io.millrace.operators.redrive;

/** Why a dead letter cannot come again. */
public enum Refusal {
    TRUNCATED("its payload is cut: the letter does not hold the whole record"),
    PART("its payload is a piece of a record that cannot be read without the rest"),
    DERIVED("a stage made it of other records, and makes it again when these come again"),
    UNREADABLE("its payload is not what its type says");

    private final String because;

    Refusal(String because) {
        this.because = because;
    }

    /** The reason, in words that follow "because". */
    public String because() {
        return because;
    }
}
