package io.millrace.jobs.ends;

import io.millrace.runbooks.ContentBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Reads content through Flink's file systems, so that it may lie in S3. A path is a bundle's folder, with {@code bundle.yaml} in
 * it, or has one folder below it for each version.
 */
final class ContentFolders {
    private static final String BUNDLE_FILE = "bundle.yaml";

    private ContentFolders() {}

    /** The folders of the bundles at a path, in order of their names: itself, or those below it. */
    static List<String> bundles(String path) throws IOException {
        var root = new Path(path);
        FileSystem files = root.getFileSystem();
        if (!files.exists(root)) {
            throw new IOException("There is no content bundle at " + path
                    + "; give a folder with bundle.yaml in it, or one with such folders below it");
        }
        var below = new ArrayList<String>();
        for (FileStatus status : sorted(files, root)) {
            if (!status.isDir() && status.getPath().getName().equals(BUNDLE_FILE)) {
                return List.of(path);
            }
            if (status.isDir() && files.exists(new Path(status.getPath(), BUNDLE_FILE))) {
                below.add(status.getPath().toString());
            }
        }
        return below.isEmpty() ? List.of(path) : Collections.unmodifiableList(below);
    }

    /** What lies in a folder, with sizes and times: equal as long as nobody writes there. */
    static String listing(String folder) throws IOException {
        var root = new Path(folder);
        var lines = new StringBuilder();
        walk(root.getFileSystem(), root, "", (name, status) -> lines.append(name)
                .append(' ')
                .append(status.getLen())
                .append(' ')
                .append(status.getModificationTime())
                .append('\n'));
        return lines.toString();
    }

    /** One bundle, as it is: nobody has judged it. */
    static ContentBundle read(String folder) throws IOException {
        var root = new Path(folder);
        FileSystem fileSystem = root.getFileSystem();
        var files = new TreeMap<String, String>();
        walk(fileSystem, root, "", (name, status) -> {
            try (var in = fileSystem.open(status.getPath())) {
                files.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        });
        return ContentBundle.of(files);
    }

    private static void walk(FileSystem fileSystem, Path folder, String prefix, Visitor visitor) throws IOException {
        for (FileStatus status : sorted(fileSystem, folder)) {
            String name = prefix + status.getPath().getName();
            if (status.isDir()) {
                walk(fileSystem, status.getPath(), name + "/", visitor);
            } else if (name.endsWith(".yaml")) {
                visitor.visit(name, status);
            }
        }
    }

    private static List<FileStatus> sorted(FileSystem fileSystem, Path folder) throws IOException {
        FileStatus[] found = fileSystem.listStatus(folder);
        var all = new ArrayList<>(found == null ? List.<FileStatus>of() : Arrays.asList(found));
        all.sort(Comparator.comparing(status -> status.getPath().getName()));
        return all;
    }

    private interface Visitor {
        void visit(String name, FileStatus status) throws IOException;
    }
}
