package io.millrace.operators.lake;

import java.nio.file.Path;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** Writes one file; run in its own JVM by {@link LakeWithoutHadoopTest}. */
final class LakeWithoutHadoop {
    private LakeWithoutHadoop() {}

    public static void main(String[] arguments) throws Exception {
        var file = new org.apache.flink.core.fs.Path(Path.of(arguments[0]).toUri());
        try (var stream = new LocalFileSystem().create(file, WriteMode.OVERWRITE)) {
            var writer = new LakeBulkWriter<>(Lake.EVENTS, stream);
            writer.addElement(SampleRows.row(Lake.EVENTS));
            writer.finish();
        }
        System.out.println("written");
    }
}
