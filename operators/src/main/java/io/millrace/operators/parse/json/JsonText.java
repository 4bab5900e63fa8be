package io.millrace.operators.parse.json;

import java.nio.charset.StandardCharsets;

/**
 * Text of a JSON string whose syntax a parser has already checked. Most have no escape: their bytes become text in one
 * piece. The result is well formed: unpaired surrogates (legal as escapes, not encodable as UTF-8) are replaced.
 */
final class JsonText {
    private static final int HEX = 16;

    private JsonText() {}

    /** The text between the quotes. */
    static String of(byte[] bytes, int offset, int length) {
        var raw = raw(bytes, offset, length);
        int escape = raw.indexOf('\\');
        return escape < 0 ? raw : BoundedText.paired(unescaped(raw, escape));
    }

    /** The bytes as text. */
    static String raw(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }

    private static String unescaped(String raw, int first) {
        var text = new StringBuilder(raw.length());
        int from = 0;
        for (int escape = first; escape >= 0; escape = raw.indexOf('\\', from)) {
            text.append(raw, from, escape);
            char letter = raw.charAt(escape + 1);
            from = escape + 2;
            if (letter == 'u') {
                text.append((char) Integer.parseInt(raw, from, from + 4, HEX));
                from += 4;
            } else {
                text.append(meaning(letter));
            }
        }
        return text.append(raw, from, raw.length()).toString();
    }

    private static char meaning(char letter) {
        switch (letter) {
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            default:
                return letter;
        }
    }
}
