package io.millrace.runbooks;

import io.millrace.runbooks.yaml.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads a bundle's folder: the YAML files in it, in its direct sub-folders, and at any depth in those that a bundle has, but for
 * the examples of runbooks. Files in places that a bundle does not have are read too, so that a misspelt folder, or one that is
 * too deep, is told instead of ignored.
 */
final class BundleFolder {
    private BundleFolder() {}

    static Map<String, String> read(Path dir) {
        if (!Files.isDirectory(dir)) {
            String what = Files.exists(dir) ? "is not a folder" : "does not exist";
            throw new InvalidContentException(List.of(
                    new Problem(dir.toString(), 0, what + "; wanted a content bundle's folder with a bundle.yaml")));
        }
        try {
            var files = new TreeMap<String, String>();
            for (Path entry : entries(dir)) {
                if (Files.isDirectory(entry)) {
                    addAll(dir, entry, files);
                    if (BundleCompiler.FOLDERS.containsKey(dir.relativize(entry).toString())) {
                        addBelow(dir, entry, files);
                    }
                } else {
                    add(dir, entry, files);
                }
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the content bundle in " + dir + " failed", e);
        }
    }

    /** The files that hold examples of runbooks. */
    static Map<String, String> examples(Path dir) {
        var files = new TreeMap<String, String>();
        try {
            for (String folder : ContentBundle.EXAMPLES) {
                addAll(dir, dir.resolve(folder), files);
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the examples of runbooks in " + dir + " failed", e);
        }
    }

    private static void addBelow(Path dir, Path folder, Map<String, String> files) throws IOException {
        for (Path below : entries(folder)) {
            boolean isExamples = ContentBundle.EXAMPLES.contains(
                    dir.relativize(below).toString().replace('\\', '/') + "/");
            if (Files.isDirectory(below) && !isExamples) {
                addAll(dir, below, files);
                addBelow(dir, below, files);
            }
        }
    }

    private static void addAll(Path dir, Path folder, Map<String, String> files) throws IOException {
        if (Files.isDirectory(folder)) {
            for (Path file : entries(folder)) {
                add(dir, file, files);
            }
        }
    }

    private static List<Path> entries(Path dir) throws IOException {
        try (var entries = Files.list(dir)) {
            return entries.sorted().collect(Collectors.toList());
        }
    }

    private static void add(Path dir, Path file, Map<String, String> files) throws IOException {
        String name = dir.relativize(file).toString().replace('\\', '/');
        if (Files.isRegularFile(file) && (name.endsWith(".yaml") || name.endsWith(".yml"))) {
            // malformed bytes become U+FFFD, which the compiler reports with its line
            files.put(name, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        }
    }
}
