package io.millrace.operators.stage;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.OutputTag;

/** Flink's types of our records: always Avro, never Kryo. */
public final class Records {
    /** Made once for each record: it looks at the class field by field, and stages ask for it whenever they open. */
    private static final ClassValue<TypeInformation<?>> TYPES = new ClassValue<>() {
        @Override
        protected TypeInformation<?> computeValue(Class<?> record) {
            return new AvroTypeInfo<>(record.asSubclass(SpecificRecordBase.class));
        }
    };

    private Records() {}

    // what is kept for a class is of that class
    @SuppressWarnings("unchecked")
    public static <T extends SpecificRecordBase> TypeInformation<T> type(Class<T> record) {
        return (TypeInformation<T>) TYPES.get(record);
    }

    /** A side output for a kind of record; the id is part of the job graph. */
    public static <T extends SpecificRecordBase> OutputTag<T> output(String id, Class<T> record) {
        return new OutputTag<>(id, type(record));
    }
}
