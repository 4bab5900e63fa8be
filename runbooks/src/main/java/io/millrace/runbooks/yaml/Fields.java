package io.millrace.runbooks.yaml;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Typed reading of one YAML map. What is missing or wrong becomes a problem and a harmless placeholder
 * is returned, so that reading goes on and finds the rest; {@link #done()} reports keys nobody asked for.
 */
public final class Fields {
    private static final Duration PLACEHOLDER = Duration.ofMinutes(1);

    private final String file;
    private final YamlNode map;
    private final Problems problems;
    private final TreeSet<String> known = new TreeSet<>();

    private Fields(String file, YamlNode map, Problems problems) {
        this.file = file;
        this.map = map;
        this.problems = problems;
    }

    /** The fields of {@code node}, which is wanted as a map; empty (and a problem) when it is none. */
    public static Optional<Fields> of(String file, YamlNode node, Problems problems, String what) {
        if (node.kind() != YamlNode.Kind.MAP) {
            problems.add(file, node.line(), what + " must be a map of keys and values, found " + found(node));
            return Optional.empty();
        }
        return Optional.of(new Fields(file, node, problems));
    }

    /** Path of the file within the bundle. */
    public String file() {
        return file;
    }

    /** Line of the map. */
    public int line() {
        return map.line();
    }

    /** Line of a key, or of the map when the key is missing. */
    public int lineOf(String key) {
        return map.lineOf(key);
    }

    /** Keys in the order written, known or not: for maps whose keys are data. */
    public List<String> keys() {
        return List.copyOf(map.entries().keySet());
    }

    /** Whether the key is there with a value. */
    public boolean has(String key) {
        return find(key).isPresent();
    }

    /** Notes a problem at a key's line. */
    public void problem(String key, String message) {
        problems.add(file, map.lineOf(key), message);
    }

    /** A required text; numbers are taken as written. */
    public String text(String key) {
        var found = optionalText(key);
        if (found.isEmpty()) {
            missing(key, "a text");
        }
        return found.orElse("");
    }

    /** A required text that {@code shape} matches whole; {@code wanted} says it in words. */
    public String text(String key, Pattern shape, String wanted) {
        String text = text(key);
        if (!text.isEmpty() && !shape.matcher(text).matches()) {
            problem(key, key + " is \"" + text + "\"; wanted " + wanted);
        }
        return text;
    }

    /** A text, where there is one. */
    public Optional<String> optionalText(String key) {
        var node = find(key);
        if (node.isPresent() && !node.get().isScalar()) {
            problem(key, key + " must be a text, found " + found(node.get()));
            return Optional.of("?");
        }
        return node.map(YamlNode::text);
    }

    /** One of a closed set; required unless {@code otherwise} is not empty. */
    public String oneOf(String key, Collection<String> choices, String otherwise) {
        if (!otherwise.isEmpty() && !has(key)) {
            return otherwise;
        }
        if (!has(key)) {
            missing(key, "one of " + String.join(", ", choices));
            return "";
        }
        String text = text(key);
        if (!choices.contains(text)) {
            problem(key, key + " is \"" + text + "\"; " + Nearest.hint(text, choices));
        }
        return text;
    }

    /** A whole number within bounds; required. */
    public int integer(String key, int least, int most) {
        if (!has(key)) {
            missing(key, "a whole number from " + least + " to " + most);
            return least;
        }
        return integer(key, least, most, least);
    }

    /** A whole number within bounds. */
    public int integer(String key, int least, int most, int otherwise) {
        var node = find(key);
        if (node.isEmpty()) {
            return otherwise;
        }
        try {
            int value = new BigDecimal(node.get().text()).intValueExact();
            if (value >= least && value <= most) {
                return value;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // told below, with the bounds
        }
        problem(key, key + " is \"" + node.get().text() + "\"; wanted a whole number from " + least + " to " + most);
        return otherwise;
    }

    /** A finite number; required. */
    public double number(String key) {
        if (!has(key)) {
            missing(key, "a number");
        }
        return optionalNumber(key).orElse(0.0);
    }

    /** A finite number, where there is one. */
    public Optional<Double> optionalNumber(String key) {
        var node = find(key);
        if (node.isPresent() && node.get().kind() != YamlNode.Kind.NUMBER) {
            problem(key, key + " is \"" + node.get().text() + "\"; wanted a number");
            return Optional.of(0.0);
        }
        return node.map(number -> Double.valueOf(number.text()));
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String key, boolean otherwise) {
        var node = find(key);
        if (node.isPresent() && node.get().kind() != YamlNode.Kind.BOOLEAN) {
            problem(key, key + " is \"" + node.get().text() + "\"; wanted true or false");
        }
        return node.map(flag -> flag.text().equalsIgnoreCase("true")).orElse(otherwise);
    }

    /** A positive duration; required. */
    public Duration duration(String key) {
        if (!has(key)) {
            missing(key, "a duration such as 30s, 5m, 2h or 7d");
        }
        return optionalDuration(key).orElse(PLACEHOLDER);
    }

    /** A positive duration, where there is one. */
    public Optional<Duration> optionalDuration(String key) {
        var text = optionalText(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var parsed = Durations.parse(text.get()).filter(length -> !length.isNegative() && !length.isZero());
        if (parsed.isEmpty()) {
            problem(key, key + " is \"" + text.get() + "\"; wanted a duration such as 30s, 5m, 2h or 7d");
            return Optional.of(PLACEHOLDER);
        }
        return parsed;
    }

    /** A list of texts; empty when there is none. */
    public List<String> texts(String key) {
        var texts = new ArrayList<String>();
        for (YamlNode item : list(key)) {
            if (item.isScalar() && !item.text().isBlank()) {
                texts.add(item.text());
            } else {
                problems.add(file, item.line(), key + " must list texts, found " + found(item));
            }
        }
        return texts;
    }

    /** A map of texts; empty when there is none. */
    public Map<String, String> textMap(String key) {
        var texts = new TreeMap<String, String>();
        for (var entry : map(key).entrySet()) {
            if (entry.getValue().isScalar()) {
                texts.put(entry.getKey(), entry.getValue().text());
            } else {
                problems.add(
                        file,
                        entry.getValue().line(),
                        entry.getKey() + " must be a text, found " + found(entry.getValue()));
            }
        }
        return texts;
    }

    /** A list of maps; empty when there is none. */
    public List<Fields> objects(String key) {
        var objects = new ArrayList<Fields>();
        for (YamlNode item : list(key)) {
            of(file, item, problems, "an entry of " + key).ifPresent(objects::add);
        }
        return objects;
    }

    /** A map with known keys, where there is one. */
    public Optional<Fields> object(String key) {
        return find(key).flatMap(node -> of(file, node, problems, key));
    }

    /** A map with known keys; required. */
    public Optional<Fields> requiredObject(String key) {
        if (!has(key)) {
            missing(key, "a map");
        }
        return object(key);
    }

    /** A map with free keys, each holding a map; in the order written. */
    public Map<String, Fields> objectMap(String key) {
        var objects = new LinkedHashMap<String, Fields>();
        map(key).forEach((name, node) -> of(file, node, problems, name).ifPresent(fields -> objects.put(name, fields)));
        return objects;
    }

    /** The node as it stands. */
    public Optional<YamlNode> node(String key) {
        return find(key);
    }

    /** Reports keys that nobody asked for, each with the nearest known one. Call it last. */
    public void done(String... alsoKnown) {
        known.addAll(Arrays.asList(alsoKnown));
        for (String key : map.entries().keySet()) {
            if (!known.contains(key)) {
                problem(key, "unknown key \"" + key + "\"; " + Nearest.hint(key, known));
            }
        }
    }

    private Optional<YamlNode> find(String key) {
        known.add(key);
        return Optional.ofNullable(map.entries().get(key)).filter(node -> node.kind() != YamlNode.Kind.NULL);
    }

    private List<YamlNode> list(String key) {
        var node = find(key);
        if (node.isPresent() && node.get().kind() != YamlNode.Kind.LIST) {
            problem(key, key + " must be a list, found " + found(node.get()));
        }
        return node.map(YamlNode::items).orElse(List.of());
    }

    private Map<String, YamlNode> map(String key) {
        var node = find(key);
        if (node.isPresent() && node.get().kind() != YamlNode.Kind.MAP) {
            problem(key, key + " must be a map, found " + found(node.get()));
        }
        return node.map(YamlNode::entries).orElse(Map.of());
    }

    private void missing(String key, String wanted) {
        problems.add(file, map.line(), key + " is missing; wanted " + wanted);
    }

    private static String found(YamlNode node) {
        switch (node.kind()) {
            case MAP:
                return "a map";
            case LIST:
                return "a list";
            case NULL:
                return "nothing";
            default:
                return "\"" + node.text() + "\"";
        }
    }
}
