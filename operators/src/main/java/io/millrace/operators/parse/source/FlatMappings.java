package io.millrace.operators.parse.source;

import io.millrace.operators.parse.source.flat.Scales;
import io.millrace.runbooks.InvalidContentException;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Problems;
import io.millrace.runbooks.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads mapping files: flat sources as entries of the catalog. Every problem is told at once, with file and line. */
public final class FlatMappings {
    private FlatMappings() {}

    /**
     * The mappings of a folder's {@code *.yaml} files, in the order of their names.
     *
     * @throws InvalidContentException with every problem found
     */
    public static List<CatalogEntry> of(Path folder) {
        try (var paths = Files.list(folder)) {
            var files = new TreeMap<String, String>();
            for (Path path : paths.collect(Collectors.toList())) {
                var name = String.valueOf(path.getFileName());
                if (name.endsWith(".yaml")) {
                    files.put(name, Files.readString(path));
                }
            }
            return read(files);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the mappings in " + folder + " failed", e);
        }
    }

    /**
     * The mappings of files given by name and text.
     *
     * @throws InvalidContentException with every problem found
     */
    public static List<CatalogEntry> read(Map<String, String> files) {
        return read(files, Severities.scales());
    }

    static List<CatalogEntry> read(Map<String, String> files, Scales scales) {
        var problems = new Problems();
        var entries = new ArrayList<CatalogEntry>();
        var places = new HashMap<String, String>();
        new TreeMap<>(files).forEach((file, text) -> {
            var root = YamlReader.read(file, text, problems)
                    .flatMap(node -> Fields.of(file, node, problems, "a mapping file"));
            root.ifPresent(fields -> {
                var mappings = fields.objects("mappings");
                if (mappings.isEmpty()) {
                    problems.add(file, fields.lineOf("mappings"), "mappings is empty; wanted a list of mappings");
                }
                for (Fields mapping : mappings) {
                    var read = FlatMappingReader.read(mapping, problems, scales);
                    read.forEach(entry -> noteTwice(entry, mapping, places, problems));
                    entries.addAll(read);
                }
                fields.done();
            });
        });
        if (!problems.none()) {
            throw new InvalidContentException(problems.all());
        }
        return List.copyOf(entries);
    }

    private static void noteTwice(CatalogEntry entry, Fields mapping, Map<String, String> places, Problems problems) {
        var place = mapping.file() + ":" + mapping.line();
        var first = places.putIfAbsent(entry.source() + "\n" + entry.detailType(), place);
        if (first != null) {
            problems.add(
                    mapping.file(),
                    mapping.line(),
                    "source " + entry.source() + " and detail type " + entry.detailType()
                            + " are mapped twice, first at " + first + "; one mapping per pair is needed");
        }
    }
}
