package io.millrace.runbooks;

import io.millrace.runbooks.examples.RunbookExamples;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Problems;
import io.millrace.runbooks.yaml.YamlReader;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One immutable version of the operational content, as text: what travels to the operators, which
 * compile it in {@code open()}. Loading does not judge; {@link #compile()} does.
 */
public final class ContentBundle implements Serializable {
    private static final long serialVersionUID = 1;

    static final String BUNDLE_FILE = "bundle.yaml";

    /** Where examples of runbooks lie: no part of what travels, for they decide nothing. */
    static final Set<String> EXAMPLES = Set.of("catalog/examples/", "runbooks/examples/");

    private final TreeMap<String, String> files;
    private final String version;
    private final Instant effectiveFrom;

    private ContentBundle(TreeMap<String, String> files) {
        this.files = files;
        // what is wrong with bundle.yaml is told by compile(), together with everything else
        var head = Optional.ofNullable(files.get(BUNDLE_FILE)).flatMap(text -> head(text, new Problems()));
        this.version = head.map(BundleHead::version).orElse("");
        this.effectiveFrom = head.map(BundleHead::effectiveFrom).orElse(Instant.EPOCH);
    }

    /** A bundle of texts by path, with forward slashes: {@code bundle.yaml}, {@code policies/noise.yaml}. Examples of runbooks are left out. */
    public static ContentBundle of(Map<String, String> files) {
        var kept = new TreeMap<>(files);
        kept.keySet().removeIf(ContentBundle::isExample);
        return new ContentBundle(kept);
    }

    /** A bundle from a folder, whose files are UTF-8. Throws {@link InvalidContentException} when there is no folder. */
    public static ContentBundle load(Path dir) {
        return of(BundleFolder.read(dir));
    }

    /** The example bundle that Millrace carries on its class path. */
    public static ContentBundle shipped() {
        return of(ShippedFiles.read());
    }

    /** The examples of the runbooks in a bundle's folder. */
    public static RunbookExamples examples(Path dir) {
        return RunbookExamples.read(BundleFolder.examples(dir));
    }

    /** The examples of the runbooks that Millrace ships. */
    public static RunbookExamples shippedExamples() {
        var files = new TreeMap<String, String>();
        EXAMPLES.forEach(folder -> files.putAll(ShippedFiles.read(folder)));
        return RunbookExamples.read(files);
    }

    private static boolean isExample(String path) {
        return EXAMPLES.stream().anyMatch(path::startsWith);
    }

    /** Of {@code bundle.yaml}; empty when that cannot be read. */
    public String version() {
        return version;
    }

    /** Of {@code bundle.yaml}; the epoch when that cannot be read. */
    public Instant effectiveFrom() {
        return effectiveFrom;
    }

    /** Texts by path. */
    public SortedMap<String, String> files() {
        return Collections.unmodifiableSortedMap(files);
    }

    /** Everything read, checked and ready; throws {@link InvalidContentException} with every problem at once. */
    public Content compile() {
        return new BundleCompiler(this).compile();
    }

    /** As {@link #compile()}, and the tests of its policies too: each that fails is a problem. What authors and CI ask. */
    public ValidContent validate() {
        return new BundleCompiler(this).validate();
    }

    private static Optional<BundleHead> head(String text, Problems problems) {
        return YamlReader.read(BUNDLE_FILE, text, problems)
                .flatMap(root -> Fields.of(BUNDLE_FILE, root, problems, "bundle.yaml"))
                .map(BundleHead::read);
    }

    /** What {@code bundle.yaml} says. */
    static final class BundleHead {
        private final String version;
        private final Instant effectiveFrom;

        private BundleHead(String version, Instant effectiveFrom) {
            this.version = version;
            this.effectiveFrom = effectiveFrom;
        }

        static BundleHead read(Fields fields) {
            String version = fields.text("version", Names.VERSION, Names.VERSION_WANTED);
            String from = fields.text("effectiveFrom");
            var effectiveFrom = Instant.EPOCH;
            try {
                effectiveFrom = Instant.parse(from);
            } catch (DateTimeException e) {
                fields.problem(
                        "effectiveFrom",
                        "effectiveFrom is \"" + from + "\"; wanted a UTC instant such as 2026-01-01T00:00:00Z");
            }
            fields.optionalText("description");
            fields.done();
            return new BundleHead(version, effectiveFrom);
        }

        String version() {
            return version;
        }

        Instant effectiveFrom() {
            return effectiveFrom;
        }
    }
}
