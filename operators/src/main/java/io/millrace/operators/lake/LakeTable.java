package io.millrace.operators.lake;

import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.util.function.SerializableFunction;

/**
 * One table of the lake: its name, the Avro record that is a row, and the time that partitions it.
 * Column names are the record's field names in snake_case, but for the given renamings.
 */
public final class LakeTable<T extends SpecificRecordBase> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final Class<T> rowType;
    private final SerializableFunction<T, Instant> partitionTime;
    private final Map<String, String> renamed;

    LakeTable(String name, Class<T> rowType, SerializableFunction<T, Instant> partitionTime) {
        this(name, rowType, partitionTime, Map.of());
    }

    LakeTable(
            String name,
            Class<T> rowType,
            SerializableFunction<T, Instant> partitionTime,
            Map<String, String> renamed) {
        this.name = name;
        this.rowType = rowType;
        this.partitionTime = partitionTime;
        this.renamed = renamed;
    }

    /** Name of the table and of its folder. */
    public String name() {
        return name;
    }

    public Class<T> rowType() {
        return rowType;
    }

    /** The Avro schema of a row. */
    public Schema schema() {
        return SpecificData.get().getSchema(rowType);
    }

    /** The time whose UTC hour is the row's partition. */
    public Instant partitionTime(T row) {
        return partitionTime.apply(row);
    }

    /** Name of the column that holds a top-level field of the row. */
    String column(String field) {
        return renamed.getOrDefault(field, LakeSchema.snakeCase(field));
    }

    @Override
    public String toString() {
        return name;
    }
}
