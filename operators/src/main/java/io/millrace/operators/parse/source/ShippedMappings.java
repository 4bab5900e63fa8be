package io.millrace.operators.parse.source;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The mapping files of the jar, read once. A jar cannot be listed, so {@code mappings/index.txt} lists them. */
final class ShippedMappings {
    private static final String FOLDER = "mappings/";

    private static final List<CatalogEntry> ENTRIES = FlatMappings.read(files());

    private ShippedMappings() {}

    /** In the order of the files' names and of what is written in them. */
    static List<CatalogEntry> entries() {
        return ENTRIES;
    }

    private static Map<String, String> files() {
        var names =
                ShippedText.of(FOLDER + "index.txt").lines().map(String::trim).filter(line -> !line.isEmpty());
        return names.collect(Collectors.toMap(
                name -> name, name -> ShippedText.of(FOLDER + name), (first, second) -> first, TreeMap::new));
    }
}
