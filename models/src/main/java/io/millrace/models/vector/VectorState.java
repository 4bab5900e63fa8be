package io.millrace.models.vector;

import org.jspecify.annotations.Nullable;

/**
 * A vector detector's state in two parts: the row part with every row (40 bytes a feature, and four a feature for each row
 * since the forest was written), the forest with every 64th row. Keep the newest of each and restore both together.
 */
public final class VectorState {
    private final byte[] row;
    private final byte @Nullable [] forest;

    /** The parts as they were saved; the forest is null while it never was. */
    public VectorState(byte[] row, byte @Nullable [] forest) {
        this.row = row;
        this.forest = forest;
    }

    /** What changes with every row. */
    public byte[] row() {
        return row;
    }

    /** The trees; null in a list of changes when they need not be written. */
    public byte @Nullable [] forest() {
        return forest;
    }

    /** This state with the changes made since. */
    public VectorState with(VectorState changes) {
        return new VectorState(changes.row, changes.forest == null ? forest : changes.forest);
    }
}
