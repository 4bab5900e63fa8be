package io.millrace.runbooks.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of YAML that knows its line. */
public final class YamlNode {
    /** What a node is; a scalar keeps its text as written. */
    public enum Kind {
        MAP,
        LIST,
        STRING,
        NUMBER,
        BOOLEAN,
        NULL
    }

    private final Kind kind;
    private final int line;
    private final String text;
    private final Map<String, YamlNode> entries = new LinkedHashMap<>();
    private final Map<String, Integer> keyLines = new LinkedHashMap<>();
    private final List<YamlNode> items = new ArrayList<>();

    YamlNode(Kind kind, int line, String text) {
        this.kind = kind;
        this.line = line;
        this.text = text;
    }

    /** What this node is. */
    public Kind kind() {
        return kind;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** A scalar's text as written; empty for maps, lists and null. */
    public String text() {
        return text;
    }

    /** Whether this is a string, number or boolean. */
    public boolean isScalar() {
        return kind == Kind.STRING || kind == Kind.NUMBER || kind == Kind.BOOLEAN;
    }

    /** Entries of a map in the order written; empty otherwise. */
    public Map<String, YamlNode> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /** Items of a list in the order written; empty otherwise. */
    public List<YamlNode> items() {
        return Collections.unmodifiableList(items);
    }

    /** The line of a key of this map; this node's own line when it has no such key. */
    public int lineOf(String key) {
        return keyLines.getOrDefault(key, line);
    }

    /** Puts an entry; false when the key was there already. */
    boolean put(String key, int keyLine, YamlNode value) {
        keyLines.putIfAbsent(key, keyLine);
        return entries.putIfAbsent(key, value) == null;
    }

    void add(YamlNode item) {
        items.add(item);
    }

    /** The same content as JSON. */
    public JsonNode toJson() {
        var json = JsonNodeFactory.instance;
        switch (kind) {
            case MAP:
                var object = json.objectNode();
                entries.forEach((key, value) -> object.set(key, value.toJson()));
                return object;
            case LIST:
                var array = json.arrayNode();
                items.forEach(item -> array.add(item.toJson()));
                return array;
            case NUMBER:
                return json.numberNode(new BigDecimal(text));
            case BOOLEAN:
                return json.booleanNode(text.equalsIgnoreCase("true"));
            case NULL:
                return json.nullNode();
            default:
                return json.textNode(text);
        }
    }
}
