package io.millrace.runbooks;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads the shipped bundle off the class path. A jar cannot be listed, so {@code content/index.txt} lists it. */
final class ShippedFiles {
    private static final String ROOT = "/content/";
    static final String INDEX = "index.txt";

    private ShippedFiles() {}

    static Map<String, String> read() {
        return read("");
    }

    /** Those whose path begins so. */
    static Map<String, String> read(String prefix) {
        var paths = text(INDEX).lines().map(String::trim).filter(line -> !line.isEmpty() && line.startsWith(prefix));
        return paths.collect(Collectors.toMap(path -> path, ShippedFiles::text, (a, b) -> a, TreeMap::new));
    }

    private static String text(String path) {
        try (var in = ShippedFiles.class.getResourceAsStream(ROOT + path)) {
            if (in == null) {
                throw new FileNotFoundException(
                        "class path has no " + ROOT + path + "; the jar of module runbooks carries it");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the shipped content bundle failed at " + path, e);
        }
    }
}
