package io.millrace.operators.eventbridge.payload;

import java.util.ArrayList;
import java.util.List;

/**
 * Text that came from outside, made fit to be shown: one line, without what only steers a display (controls, marks that
 * turn the reading direction, invisible characters), and short enough.
 */
final class Plain {
    private static final String CUT = "…";

    private Plain() {}

    /**
     * At most {@code most} UTF-16 units, never half a character; {@code -} where nothing is left, as most places refuse an
     * empty text.
     */
    static String line(String text, int most) {
        var shown = new StringBuilder(Math.min(text.length(), most));
        boolean space = false;
        for (int at = 0; at < text.length() && shown.length() <= most; ) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            if (isSpace(character)) {
                space = shown.length() > 0;
            } else if (isShown(character)) {
                if (space) {
                    shown.append(' ');
                    space = false;
                }
                shown.appendCodePoint(character);
            }
        }
        return shown.length() == 0 ? "-" : cut(shown, most);
    }

    /** The first of the lines that fit into {@code most} units, line breaks included. */
    static String lines(List<String> lines, int most) {
        return String.join("\n", first(lines, most - 1, most));
    }

    /** Each line at most {@code length} units, and as many of them as fit into {@code most}, a line break for each. */
    static List<String> first(List<String> lines, int length, int most) {
        var kept = new ArrayList<String>();
        int left = most;
        for (String line : lines) {
            String shown = line(line, length);
            left -= shown.length() + 1;
            if (left < 0) {
                break;
            }
            kept.add(shown);
        }
        return kept;
    }

    private static String cut(StringBuilder shown, int most) {
        if (shown.length() <= most) {
            return shown.toString();
        }
        int end = most - CUT.length();
        if (Character.isHighSurrogate(shown.charAt(end - 1))) {
            end--;
        }
        return shown.substring(0, end) + CUT;
    }

    private static boolean isSpace(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    private static boolean isShown(int character) {
        switch (Character.getType(character)) {
            case Character.CONTROL:
            case Character.FORMAT:
            case Character.SURROGATE:
            case Character.UNASSIGNED:
            case Character.PRIVATE_USE:
                return false;
            default:
                return true;
        }
    }
}
