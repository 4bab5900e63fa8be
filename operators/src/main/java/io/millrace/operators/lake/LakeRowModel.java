package io.millrace.operators.lake;

import java.util.Locale;
import org.apache.avro.data.TimeConversions.TimestampMillisConversion;
import org.apache.avro.specific.SpecificData;

/**
 * How a record's fields become column values: instants as millisecond timestamps, enum symbols in lower
 * case (the lake says {@code origin = 'stream'}).
 */
final class LakeRowModel extends SpecificData {
    static final LakeRowModel INSTANCE = new LakeRowModel();

    private LakeRowModel() {
        addLogicalTypeConversion(new TimestampMillisConversion());
    }

    @Override
    public Object getField(Object row, String name, int position) {
        var value = super.getField(row, name, position);
        return value instanceof Enum<?> ? ((Enum<?>) value).name().toLowerCase(Locale.ROOT) : value;
    }
}
