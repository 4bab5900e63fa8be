package io.millrace.operators.stage;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.OutputTag;

/** Flink's types of our records: always Avro, never Kryo. */
public final class Records {
    private Records() {}

    public static <T extends SpecificRecordBase> TypeInformation<T> type(Class<T> record) {
        return new AvroTypeInfo<>(record);
    }

    /** A side output for a kind of record; the id is part of the job graph. */
    public static <T extends SpecificRecordBase> OutputTag<T> output(String id, Class<T> record) {
        return new OutputTag<>(id, type(record));
    }
}
