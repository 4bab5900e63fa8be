package io.millrace.domain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * The versions of each record that a checkpoint, a stream or the lake may hold: {@code <Record>/<n>.avsc}, from 1.
 * The newest is the schema of today; each reads and is read by it, so that an upgrade and its rollback both work.
 */
final class SchemaHistory {
    private final Path folder;
    private final Path proposals;

    /**
     * @param folder the kept versions
     * @param proposals where the version that is missing is written, ready to be copied
     */
    SchemaHistory(Path folder, Path proposals) {
        this.folder = folder;
        this.proposals = proposals;
    }

    /** Everything that is wrong, each with what to do about it; empty when history and schemas agree. */
    List<String> problems(Collection<Schema> current) throws IOException {
        var problems = new ArrayList<String>();
        var left = names();
        for (var schema : current) {
            left.remove(schema.getName());
            problems.addAll(problems(schema));
        }
        left.forEach(name -> problems.add(name + " is in " + folder + " and in no protocol any more; while a checkpoint"
                + " or lake may hold it keep the record, otherwise remove its folder"));
        return problems;
    }

    private List<String> problems(Schema current) throws IOException {
        var problems = new ArrayList<String>();
        var versions = versions(current.getName());
        for (var version : versions.entrySet()) {
            problems.addAll(incompatible(current, version.getValue(), version.getKey()));
        }
        var newest = versions.lastEntry();
        if (newest == null || !newest.getValue().equals(current)) {
            int next = newest == null ? 1 : newest.getKey() + 1;
            problems.add(current.getName()
                    + (newest == null ? " has no history" : " has changed since version " + newest.getKey())
                    + "; copy " + proposed(current, next) + " to " + file(current.getName(), next)
                    + " and commit it with the change");
        }
        return problems;
    }

    private static List<String> incompatible(Schema current, Schema version, int number) {
        var problems = new ArrayList<String>();
        if (!canRead(current, version)) {
            problems.add(current.getName() + " of today cannot read its version " + number + ": "
                    + why(current, version) + "; give each new field a default, and change no type");
        }
        if (!canRead(version, current)) {
            problems.add(current.getName() + " of version " + number + " cannot read what is written today: "
                    + why(version, current) + "; keep each field that has no default there");
        }
        return problems;
    }

    private static boolean canRead(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }

    private static String why(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(found -> found.getLocation() + " " + found.getMessage())
                .findFirst()
                .orElse("for a reason that Avro does not give");
    }

    private TreeSet<String> names() throws IOException {
        var names = new TreeSet<String>();
        try (var folders = Files.list(folder)) {
            folders.forEach(path -> names.add(path.getFileName().toString()));
        }
        return names;
    }

    private TreeMap<Integer, Schema> versions(String name) throws IOException {
        var versions = new TreeMap<Integer, Schema>();
        for (int n = 1; Files.exists(file(name, n)); n++) {
            versions.put(n, new Schema.Parser().parse(Files.readString(file(name, n))));
        }
        return versions;
    }

    private Path file(String name, int version) {
        return folder.resolve(name).resolve(version + ".avsc");
    }

    private Path proposed(Schema current, int version) throws IOException {
        var file = proposals.resolve(current.getName()).resolve(version + ".avsc");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, current.toString(true) + "\n");
    }
}
