package io.millrace.domain.record;

import org.apache.avro.specific.SpecificRecordBase;

/**
 * The next version of a record, to be changed by its setters. Avro's own {@code newBuilder(known)} copies
 * everything below it too, at some microseconds for each state of each record.
 */
public final class Copies {
    private Copies() {}

    /**
     * Fills {@code next} with the fields of {@code known} and returns it. What lists, maps and records below hold is
     * shared: replace it, never change it.
     */
    public static <T extends SpecificRecordBase> T shallow(T known, T next) {
        int fields = known.getSchema().getFields().size();
        for (int field = 0; field < fields; field++) {
            next.put(field, known.get(field));
        }
        return next;
    }
}
