package io.millrace.operators.parse;

import io.millrace.domain.Dimension;
import java.util.List;

/**
 * The readable canonical key of a metric series, {@code account|region|namespace|metric|k=v,k=v}. Separators
 * inside a part are escaped with a backslash, so different series never share a key.
 */
public final class SeriesKeys {
    private SeriesKeys() {}

    /** @param dimensions sorted by name */
    public static String of(
            String account, String region, String namespace, String metricName, List<Dimension> dimensions) {
        var key = new StringBuilder(96);
        for (String part : List.of(account, region, namespace, metricName)) {
            append(key, part);
            key.append('|');
        }
        for (int i = 0; i < dimensions.size(); i++) {
            if (i > 0) {
                key.append(',');
            }
            append(key, dimensions.get(i).getName());
            key.append('=');
            append(key, dimensions.get(i).getValue());
        }
        return key.toString();
    }

    private static void append(StringBuilder key, String part) {
        int from = 0;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '|' || c == ',' || c == '=' || c == '\\') {
                key.append(part, from, i).append('\\');
                from = i;
            }
        }
        key.append(part, from, part.length());
    }
}
