package io.millrace.operators.lake;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** A table's file without rows: gives a reader the columns of a table that has no files in a lake yet. */
public final class LakeTemplate {
    private LakeTemplate() {}

    /** Writes the template, replacing the file. */
    public static <T extends SpecificRecordBase> void write(LakeTable<T> table, Path file) throws IOException {
        var path = new org.apache.flink.core.fs.Path(file.toUri());
        try (var stream = new LocalFileSystem().create(path, WriteMode.OVERWRITE)) {
            new LakeBulkWriter<>(table, stream).finish();
        }
    }
}
