package io.millrace.runbooks.documents;

import io.millrace.runbooks.yaml.Problems;
import io.millrace.runbooks.yaml.YamlNode;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/** The SSM documents that a bundle may use: its own, and those of AWS that its table names. */
public final class SsmDocuments {
    /** The table of documents that AWS owns, among the documents. */
    static final String AWS_OWNED = "aws-owned.yaml";

    private final TreeMap<String, SsmDocument> byName = new TreeMap<>();

    private SsmDocuments() {}

    /**
     * Reads documents and tells what is wrong with each, and with what they hand to each other.
     *
     * @param files roots by path, which ends with the document's name and {@code .yaml}
     */
    public static SsmDocuments read(Map<String, YamlNode> files, Problems problems) {
        var documents = new SsmDocuments();
        var own = new TreeMap<String, SsmDocument>();
        files.forEach((file, root) -> {
            if (file.endsWith("/" + AWS_OWNED)) {
                AwsDocuments.read(file, root, problems)
                        .forEach(document -> documents.byName.put(document.name(), document));
            } else {
                DocumentReader.read(file, root, problems).ifPresent(document -> {
                    documents.byName.put(document.name(), document);
                    own.put(file, document);
                });
            }
        });
        var calls = new CallCheck(documents, problems);
        files.forEach((file, root) -> {
            SsmDocument document = own.get(file);
            if (document != null) {
                calls.check(file, root, document);
            }
        });
        return documents;
    }

    /** The document of this name. */
    public Optional<SsmDocument> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(byName.navigableKeySet());
    }
}
