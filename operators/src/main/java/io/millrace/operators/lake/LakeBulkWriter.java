package io.millrace.operators.lake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.parquet.hadoop.ParquetWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes one lake file. Rows wait as Avro bytes until there are enough of them for Parquet's column buffers
 * to pay: those cost some hundred kilobytes for each open file, and a replay has hundreds of hours open.
 */
final class LakeBulkWriter<T extends SpecificRecordBase> implements BulkWriter<T> {
    private static final int WAITING_BYTES = 256 << 10;

    private final LakeTable<T> table;
    private final FSDataOutputStream stream;
    private final SpecificDatumWriter<T> avro;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(1024);
    private @Nullable BinaryEncoder encoder;
    private @Nullable ParquetWriter<T> parquet;

    LakeBulkWriter(LakeTable<T> table, FSDataOutputStream stream) {
        this.table = table;
        this.stream = stream;
        this.avro = new SpecificDatumWriter<>(table.rowType());
    }

    @Override
    public void addElement(T row) throws IOException {
        if (parquet != null) {
            parquet.write(row);
            return;
        }
        append(row);
        if (waiting.size() >= WAITING_BYTES) {
            parquet = drained();
        }
    }

    private void append(T row) throws IOException {
        encoder = EncoderFactory.get().directBinaryEncoder(waiting, encoder);
        avro.write(row, encoder);
    }

    private ParquetWriter<T> drained() throws IOException {
        var writer = LakeFileWriter.open(stream, table);
        var decoder = DecoderFactory.get().binaryDecoder(waiting.toByteArray(), null);
        var reader = new SpecificDatumReader<>(table.rowType());
        while (!decoder.isEnd()) {
            writer.write(reader.read(null, decoder));
        }
        waiting.reset();
        return writer;
    }

    @Override
    public void flush() {
        // Parquet has no meaningful flush before its footer
    }

    @Override
    public void finish() throws IOException {
        (parquet == null ? drained() : parquet).close();
    }
}
