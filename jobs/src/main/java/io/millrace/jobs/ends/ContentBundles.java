package io.millrace.jobs.ends;

import io.millrace.runbooks.ContentBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Reads a content bundle through Flink's file systems, so that it may lie in S3. */
final class ContentBundles {
    private ContentBundles() {}

    /** @param path folder or URI; empty for the shipped example */
    static ContentBundle load(String path) throws IOException {
        if (path.isEmpty()) {
            return ContentBundle.shipped();
        }
        var root = new Path(path);
        FileSystem fileSystem = root.getFileSystem();
        if (!fileSystem.exists(root)) {
            throw new IOException("There is no content bundle at " + path + "; give a folder with bundle.yaml in it");
        }
        var files = new TreeMap<String, String>();
        collect(fileSystem, root, "", files);
        return ContentBundle.of(files);
    }

    private static void collect(FileSystem fileSystem, Path folder, String prefix, Map<String, String> files)
            throws IOException {
        for (FileStatus status : fileSystem.listStatus(folder)) {
            String name = prefix + status.getPath().getName();
            if (status.isDir()) {
                collect(fileSystem, status.getPath(), name + "/", files);
            } else if (name.endsWith(".yaml")) {
                try (var in = fileSystem.open(status.getPath())) {
                    files.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
    }
}
