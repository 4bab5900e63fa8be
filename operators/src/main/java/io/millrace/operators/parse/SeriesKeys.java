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
        return of(prefix(account, region, namespace), metricName, dimensions);
    }

    /** The part that the series of one namespace, account and Region share, its last separator included. */
    static String prefix(String account, String region, String namespace) {
        var key = new StringBuilder();
        append(key, account);
        append(key.append('|'), region);
        append(key.append('|'), namespace);
        return key.append('|').toString();
    }

    /** @param dimensions sorted by name */
    static String of(String prefix, String metricName, List<Dimension> dimensions) {
        var key = new StringBuilder(128).append(prefix);
        append(key, metricName);
        key.append('|');
        for (int i = 0; i < dimensions.size(); i++) {
            if (i > 0) {
                key.append(',');
            }
            append(key, dimensions.get(i).getName());
            append(key.append('='), dimensions.get(i).getValue());
        }
        return key.toString();
    }

    private static void append(StringBuilder key, String part) {
        if (isPlain(part)) {
            key.append(part);
            return;
        }
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            key.append(isSeparator(c) ? "\\" : "").append(c);
        }
    }

    private static boolean isPlain(String part) {
        for (int i = 0; i < part.length(); i++) {
            if (isSeparator(part.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSeparator(char c) {
        return c == '|' || c == ',' || c == '=' || c == '\\';
    }
}
