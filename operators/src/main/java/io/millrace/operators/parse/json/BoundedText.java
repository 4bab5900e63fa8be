package io.millrace.operators.parse.json;

/**
 * Text of bounded length that every encoder can write: cut between code points, never inside one, and with
 * unpaired surrogates (legal as JSON escapes, not encodable as UTF-8) replaced.
 */
public final class BoundedText {
    private static final String CUT = "…";
    private static final char REPLACEMENT = '\uFFFD';

    private BoundedText() {}

    /** The text, or its first {@code most - 1} code points and an ellipsis. */
    public static String of(String text, int most) {
        return paired(cut(text, most));
    }

    /** As {@link #of}, for text that has no unpaired surrogate: {@link Json} gives no other. */
    public static String cut(String text, int most) {
        return exceeds(text, most) ? text.substring(0, text.offsetByCodePoints(0, most - 1)) + CUT : text;
    }

    /** Whether {@link #of} would cut. */
    public static boolean exceeds(String text, int most) {
        return text.length() > most && (text.length() > 2L * most || text.codePointCount(0, text.length()) > most);
    }

    /** The text with unpaired surrogates replaced. */
    static String paired(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return replaceUnpaired(text);
            }
        }
        return text;
    }

    private static String replaceUnpaired(String text) {
        var clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean opensPair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (opensPair) {
                clean.append(c).append(text.charAt(++i));
            } else {
                clean.append(Character.isSurrogate(c) ? REPLACEMENT : c);
            }
        }
        return clean.toString();
    }
}
