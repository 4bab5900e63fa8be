package io.millrace.operators.lake;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** The columns of a table as a catalog like Glue's declares them: the types of Hive, read off the Parquet schema of the files. */
public final class LakeColumns {
    private LakeColumns() {}

    /**
     * Column name to Hive type ({@code string}, {@code array<struct<name:string>>}), in the files' order, without the
     * partitions.
     *
     * @throws IllegalArgumentException when a column's type has no counterpart in Hive
     */
    public static Map<String, String> of(LakeTable<?> table) {
        var columns = new LinkedHashMap<String, String>();
        for (Type column : LakeSchema.of(table, LakeFileWriter.configuration()).getFields()) {
            columns.put(column.getName(), hive(column));
        }
        return columns;
    }

    private static String hive(Type type) {
        return type.isPrimitive() ? primitive(type.asPrimitiveType()) : group(type.asGroupType());
    }

    private static String group(GroupType group) {
        var annotation = group.getLogicalTypeAnnotation();
        if (LogicalTypeAnnotation.listType().equals(annotation)) {
            // the three-level form: list, repeated group, element
            return "array<" + hive(group.getType(0).asGroupType().getType(0)) + ">";
        }
        if (LogicalTypeAnnotation.mapType().equals(annotation)) {
            var entry = group.getType(0).asGroupType();
            return "map<" + hive(entry.getType(0)) + "," + hive(entry.getType(1)) + ">";
        }
        return group.getFields().stream()
                .map(field -> field.getName() + ":" + hive(field))
                .collect(Collectors.joining(",", "struct<", ">"));
    }

    private static String primitive(PrimitiveType type) {
        var annotation = type.getLogicalTypeAnnotation();
        switch (type.getPrimitiveTypeName()) {
            case BOOLEAN:
                return "boolean";
            case INT32:
                return "int";
            case INT64:
                return annotation instanceof TimestampLogicalTypeAnnotation ? "timestamp" : "bigint";
            case FLOAT:
                return "float";
            case DOUBLE:
                return "double";
            case BINARY:
                return LogicalTypeAnnotation.stringType().equals(annotation) ? "string" : "binary";
            default:
                throw new IllegalArgumentException("Column " + type.getName() + " is " + type
                        + "; the lake's columns are booleans, numbers, timestamps, strings and bytes");
        }
    }
}
