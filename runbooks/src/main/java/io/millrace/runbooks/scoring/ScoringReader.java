package io.millrace.runbooks.scoring;

import io.millrace.runbooks.Names;
import io.millrace.runbooks.conditions.MetricReader;
import io.millrace.runbooks.windows.WindowReader;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads {@code scoring/*.yaml}: {@code vectors}, {@code exclusions} and {@code ranges}. */
public final class ScoringReader {
    private static final int MOST_FEATURES = 16;
    private static final Pattern FEATURE = Pattern.compile("[a-z][a-zA-Z0-9]{0,31}");

    private final TreeSet<String> ids = new TreeSet<>();
    private final TreeMap<String, MetricVector> vectors = new TreeMap<>();
    private final List<Exclusion> exclusions = new ArrayList<>();
    private final List<UsualRange> ranges = new ArrayList<>();

    private ScoringReader() {}

    /** The rules of all files together; problems are noted, not thrown. */
    public static ScoringRules read(List<Fields> files, Problems problems) {
        var reader = new ScoringReader();
        for (Fields file : files) {
            file.objects("vectors").forEach(reader::vector);
            file.objects("exclusions").forEach(reader::exclusion);
            file.objects("ranges").forEach(reader::range);
            file.done();
        }
        return new ScoringRules(reader.vectors.values(), reader.exclusions, reader.ranges);
    }

    private void vector(Fields fields) {
        String id = id(fields);
        String title = fields.text("title");
        var by = fields.texts("by");
        if (by.isEmpty()) {
            fields.problem("by", "by is empty; wanted the dimensions that make a resource: by: [InstanceId]");
        }
        var features = new LinkedHashMap<String, VectorFeature>();
        fields.objectMap("features").forEach((name, feature) -> {
            if (!FEATURE.matcher(name).matches()) {
                fields.problem(
                        "features",
                        "feature \"" + name + "\"; wanted letters and digits, starting with a small letter, up to 32");
            }
            var reader = new MetricReader(feature);
            features.put(
                    name,
                    new VectorFeature(
                            reader.selector(), reader.optionalStatistic().orElse(null)));
            feature.done();
        });
        if (features.size() < 2 || features.size() > MOST_FEATURES) {
            fields.problem(
                    "features",
                    "features holds " + features.size() + " metrics; wanted 2 to " + MOST_FEATURES
                            + ", each with a name of its own: cpu: {namespace: AWS/EC2, name: CPUUtilization}");
        }
        fields.done();
        if (!features.isEmpty() && !by.isEmpty()) {
            vectors.put(id, new MetricVector(id, title, by, features));
        }
    }

    private void exclusion(Fields fields) {
        id(fields);
        fields.text("title");
        var series = series(fields);
        var window = WindowReader.read(fields);
        fields.done();
        window.ifPresent(found -> exclusions.add(new Exclusion(series, found)));
    }

    private void range(Fields fields) {
        id(fields);
        var series = series(fields);
        double from = fields.number("from");
        double to = fields.number("to");
        if (!(from < to)) {
            fields.problem("to", "to is " + to + "; wanted more than from, which is " + from);
            to = from + 1;
        }
        fields.done();
        ranges.add(new UsualRange(series, from, to));
    }

    private String id(Fields fields) {
        String id = fields.text("id", Names.ID, Names.ID_WANTED);
        if (!id.isEmpty() && !ids.add(id)) {
            fields.problem("id", "\"" + id + "\" is declared twice; ids of vectors, exclusions and ranges are unique");
        }
        return id;
    }

    private static SeriesPattern series(Fields fields) {
        var series = fields.requiredObject("series");
        if (series.isEmpty()) {
            return new SeriesPattern(List.of(), "*", "*", new TreeMap<>());
        }
        var found = series.get();
        var pattern = new SeriesPattern(
                found.texts("accounts"),
                found.optionalText("namespace").orElse("*"),
                found.optionalText("name").orElse("*"),
                found.textMap("dimensions"));
        if (found.keys().isEmpty()) {
            fields.problem(
                    "series",
                    "series names nothing; wanted one of accounts, namespace, name and dimensions,"
                            + " such as {namespace: \"*\"} where all are meant");
        }
        found.done();
        return pattern;
    }
}
