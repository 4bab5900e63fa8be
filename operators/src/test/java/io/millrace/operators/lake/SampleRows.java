package io.millrace.operators.lake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/** Fills any record by its schema, so that a new field or table is tested without a word about it. */
final class SampleRows {
    static final Instant ARRIVED = Instant.parse("2026-08-05T10:07:12.345Z");

    private SampleRows() {}

    static <T extends SpecificRecordBase> T row(LakeTable<T> table) {
        return table.rowType().cast(value(table.schema(), "row"));
    }

    private static Object value(Schema schema, String name) {
        return switch (schema.getType()) {
            case STRING -> name + "-é";
            case LONG -> schema.getLogicalType() == null ? (Object) 7L : ARRIVED;
            case INT -> 3;
            case DOUBLE -> 0.5;
            case BOOLEAN -> true;
            case BYTES -> ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8));
            case ENUM -> SpecificData.get().createEnum(schema.getEnumSymbols().get(1), schema);
            case UNION -> value(schema.getTypes().get(1), name);
            case ARRAY ->
                List.of(value(schema.getElementType(), name + "-a"), value(schema.getElementType(), name + "-b"));
            case MAP -> {
                var map = new LinkedHashMap<String, Object>();
                map.put("k1", value(schema.getValueType(), name + "-1"));
                map.put("k2", value(schema.getValueType(), name + "-2"));
                yield map;
            }
            case RECORD -> {
                var row = (SpecificRecordBase)
                        SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
                schema.getFields().forEach(field -> row.put(field.pos(), value(field.schema(), field.name())));
                yield row;
            }
            default -> throw new IllegalArgumentException("No sample of " + schema);
        };
    }
}
