package io.millrace.operators.parse.source.flat;

import io.millrace.runbooks.InvalidContentException;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Problems;
import io.millrace.runbooks.yaml.YamlReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All scales of severity by name, read from the one file that holds them. */
public final class Scales {
    private static final int LOWEST = 1;
    private static final int HIGHEST = 5;

    private final Map<String, Scale> byName;

    private Scales(Map<String, Scale> byName) {
        this.byName = byName;
    }

    /**
     * The scales that the file holds.
     *
     * @throws InvalidContentException with every problem, file and line
     */
    public static Scales read(String file, String yaml) {
        var problems = new Problems();
        var scales = new TreeMap<String, Scale>();
        YamlReader.read(file, yaml, problems)
                .flatMap(root -> Fields.of(file, root, problems, "a file of scales"))
                .ifPresent(fields -> {
                    fields.objectMap("scales").forEach((name, scale) -> scales.put(name, scale(scale)));
                    fields.done();
                });
        if (!problems.none()) {
            throw new InvalidContentException(problems.all());
        }
        return new Scales(scales);
    }

    private static Scale scale(Fields fields) {
        fields.text("about");
        var words = fields.object("words").map(Scales::words).orElse(Map.of());
        var bands = fields.object("bands").map(Scales::bands).orElse(Map.of());
        if (!fields.has("words") && !fields.has("bands")) {
            fields.problem("words", "a scale needs words, bands or both");
        }
        int unknown = fields.integer("unknown", LOWEST, HIGHEST);
        fields.done();
        return new Scale(words, bands, unknown);
    }

    private static Map<String, Integer> words(Fields fields) {
        var words = new LinkedHashMap<String, Integer>();
        fields.keys().forEach(word -> words.put(word, fields.integer(word, LOWEST, HIGHEST)));
        Table.unreachable(words.keySet())
                .forEach((word, earlier) -> fields.problem(
                        word, "\"" + word + "\" is never reached: \"" + earlier + "\" before it fits too"));
        return words;
    }

    private static Map<Double, Integer> bands(Fields fields) {
        var bands = new TreeMap<Double, Integer>();
        for (String bound : fields.keys()) {
            int severity = fields.integer(bound, LOWEST, HIGHEST);
            try {
                bands.put(Double.valueOf(bound), severity);
            } catch (NumberFormatException e) {
                fields.problem(bound, "band \"" + bound + "\" is no number; wanted the band's lower bound");
            }
        }
        return bands;
    }

    public Optional<Scale> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Sorted. */
    public Set<String> names() {
        return byName.keySet();
    }
}
