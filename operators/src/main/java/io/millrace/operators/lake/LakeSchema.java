package io.millrace.operators.lake;

import java.util.stream.Collectors;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * The Parquet schema of a table: parquet-avro's own, with names in snake_case (Athena folds case) and
 * enums as plain strings (Athena knows no ENUM). Order and nesting stay, so Avro's writer fits it.
 */
final class LakeSchema {
    private LakeSchema() {}

    static MessageType of(LakeTable<?> table, ParquetConfiguration configuration) {
        var avro = new AvroSchemaConverter(configuration).convert(table.schema());
        var columns = avro.getFields().stream()
                .map(field -> renamed(field, table.column(field.getName())))
                .collect(Collectors.toList());
        return new MessageType(table.name(), columns);
    }

    private static Type renamed(Type type, String name) {
        if (type.isPrimitive()) {
            var primitive = type.asPrimitiveType();
            return Types.primitive(primitive.getPrimitiveTypeName(), primitive.getRepetition())
                    .length(primitive.getTypeLength())
                    .as(withoutEnum(type.getLogicalTypeAnnotation()))
                    .named(name);
        }
        var fields = type.asGroupType().getFields().stream()
                .map(field -> renamed(field, snakeCase(field.getName())))
                .toArray(Type[]::new);
        return Types.buildGroup(type.getRepetition())
                .addFields(fields)
                .as(type.getLogicalTypeAnnotation())
                .named(name);
    }

    private static @Nullable LogicalTypeAnnotation withoutEnum(@Nullable LogicalTypeAnnotation annotation) {
        return LogicalTypeAnnotation.enumType().equals(annotation) ? LogicalTypeAnnotation.stringType() : annotation;
    }

    /** {@code threadId} becomes {@code thread_id}. */
    static String snakeCase(String camelCase) {
        var text = new StringBuilder(camelCase.length() + 4);
        for (int i = 0; i < camelCase.length(); i++) {
            char c = camelCase.charAt(i);
            if (Character.isUpperCase(c)) {
                text.append('_').append(Character.toLowerCase(c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
