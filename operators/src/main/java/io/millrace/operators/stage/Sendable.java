package io.millrace.operators.stage;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/** Whether a record that something failed on could cross to the next operator: one that cannot would fail the job over and over. */
final class Sendable {
    private Sendable() {}

    static boolean is(SpecificRecordBase record) {
        try {
            var writer = new SpecificDatumWriter<SpecificRecordBase>(
                    record.getSchema(), SpecificData.getForClass(record.getClass()));
            writer.write(record, EncoderFactory.get().directBinaryEncoder(OutputStream.nullOutputStream(), null));
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
