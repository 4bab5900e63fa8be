package io.millrace.cloud;

import java.util.Map;
import java.util.TreeMap;

/** JSON objects whose fields are in alphabetical order: the order of {@link Map#of} changes from one JVM to the next. */
final class Fields {
    private Fields() {}

    static <V> Map<String, V> sorted(Map<String, ? extends V> fields) {
        return new TreeMap<>(fields);
    }
}
