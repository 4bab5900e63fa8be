package io.millrace.operators.parse.json;

import org.jspecify.annotations.Nullable;

/** Where the fields of an object of a tape stand, by the lowest bits of their names' hashes. Open addressing, half full at most. */
final class FieldIndex {
    /** Slots of an index, a power of two. */
    private static final int SLOTS = 64;

    private FieldIndex() {}

    /** Null for an object with so many fields that chosen names could make it slow. */
    static int @Nullable [] of(JsonTape tape, int object) {
        var index = new int[SLOTS];
        int fields = 0;
        int end = tape.next(object);
        for (int field = object + 1; field < end; field = tape.next(field)) {
            if (++fields > SLOTS / 2) {
                return null;
            }
            index[slot(tape, index, tape.name(field))] = field;
        }
        return index;
    }

    /** The last field of this name, or -1. */
    static int find(JsonTape tape, int[] index, String name) {
        int field = index[slot(tape, index, name)];
        return field == 0 ? -1 : field;
    }

    /** Where the name stands, or the free slot where it would; 0 is free: no field is the first value. */
    private static int slot(JsonTape tape, int[] index, String name) {
        int slot = name.hashCode() & SLOTS - 1;
        while (index[slot] != 0 && !tape.name(index[slot]).equals(name)) {
            slot = slot + 1 & SLOTS - 1;
        }
        return slot;
    }
}
