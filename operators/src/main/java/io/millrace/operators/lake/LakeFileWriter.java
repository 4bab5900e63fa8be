package io.millrace.operators.lake;

import java.io.IOException;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/**
 * Builds the Parquet writer of one lake file. It loads no class of {@code org.apache.hadoop}: Flink loads
 * those from the platform first, where they clash with the S3 file system's.
 */
final class LakeFileWriter<T extends SpecificRecordBase> extends ParquetWriter.Builder<T, LakeFileWriter<T>> {
    /** Small, for a job has a dozen sinks with some hours open each. */
    private static final long ROW_GROUP_BYTES = 8L << 20;

    private static final int PAGE_BYTES = 128 << 10;

    private final LakeTable<T> table;

    private LakeFileWriter(OutputFile file, LakeTable<T> table) {
        super(file);
        this.table = table;
    }

    static <T extends SpecificRecordBase> ParquetWriter<T> open(FSDataOutputStream stream, LakeTable<T> table)
            throws IOException {
        return new LakeFileWriter<>(new FlinkOutputFile(stream), table)
                .withConf(configuration())
                .withCodecFactory(new ZstdCodecFactory())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .withPageSize(PAGE_BYTES)
                .withDictionaryPageSize(PAGE_BYTES)
                .build();
    }

    /** Lists in the three-level form that every reader of today expects. */
    static ParquetConfiguration configuration() {
        var configuration = new PlainParquetConfiguration();
        configuration.setBoolean(AvroWriteSupport.WRITE_OLD_LIST_STRUCTURE, false);
        return configuration;
    }

    @Override
    protected LakeFileWriter<T> self() {
        return this;
    }

    @Override
    protected WriteSupport<T> getWriteSupport(ParquetConfiguration configuration) {
        return new AvroWriteSupport<>(LakeSchema.of(table, configuration), table.schema(), LakeRowModel.INSTANCE);
    }

    @Override
    protected WriteSupport<T> getWriteSupport(org.apache.hadoop.conf.Configuration configuration) {
        throw new UnsupportedOperationException("The lake is written without Hadoop's configuration");
    }
}
