package io.millrace.operators.parse.json;

import java.nio.charset.StandardCharsets;

/**
 * Where a string, number, true, false or null ends in bytes, in the plain forms of RFC 8259. What is not plain has no end here:
 * it is Jackson's matter, and so are all errors. Pure.
 */
final class Scalars {
    private static final int LONGEST_NUMBER = 40;
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private Scalars() {}

    /** The first scalar from {@code from} on that is not a field's name, of a document that is known to be JSON; -1 at its end. */
    static int next(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length) {
            if (bytes[at] == '"') {
                int end = stringEnd(bytes, at + 1);
                int then = end < 0 ? bytes.length : behindBlanks(bytes, end + 1);
                if (then == bytes.length || bytes[then] != ':') {
                    return end < 0 ? -1 : at;
                }
                at = then;
            } else if (isBare(bytes[at])) {
                return at;
            }
            at++;
        }
        return -1;
    }

    private static int behindBlanks(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    /** The quote that ends a string, escapes and text beyond ASCII included, or -1. */
    static int stringEnd(byte[] bytes, int from) {
        int at = Bytes.endOfPlain(bytes, from, bytes.length);
        while (at < bytes.length && bytes[at] == '\\') {
            at = Bytes.endOfPlain(bytes, Math.min(at + 2, bytes.length), bytes.length);
        }
        return at < bytes.length && bytes[at] == '"' ? at : -1;
    }

    /** As {@link Bytes#endOfPlainAscii}, behind escapes of two characters: an end, when it is a quote. */
    static int simpleEnd(byte[] bytes, int from) {
        int at = Bytes.endOfPlainAscii(bytes, from, bytes.length);
        while (at + 1 < bytes.length && bytes[at] == '\\' && unescaped(bytes[at + 1]) != 0) {
            at = Bytes.endOfPlainAscii(bytes, at + 2, bytes.length);
        }
        return at;
    }

    /** The text of a string that {@link #simpleEnd} ends. */
    static String unescaped(byte[] bytes, int from, int to) {
        var letters = new byte[to - from];
        int length = 0;
        for (int at = from; at < to; at++) {
            int escape = Bytes.endOfPlain(bytes, at, to);
            System.arraycopy(bytes, at, letters, length, escape - at);
            length += escape - at;
            at = escape + 1;
            if (at < to) {
                letters[length++] = unescaped(bytes[at]);
            }
        }
        return plain(letters, 0, length);
    }

    /** Text of plain ASCII. */
    static String plain(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** What a backslash and this stand for, or 0. */
    private static byte unescaped(byte escape) {
        switch (escape) {
            case '"':
            case '\\':
            case '/':
                return escape;
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            default:
                return 0;
        }
    }

    /** Whether a number, true, false or null may begin like this. */
    static boolean isBare(byte first) {
        return isDigit(first) || first == '-' || first == 't' || first == 'f' || first == 'n';
    }

    /** Which of them begins like this. */
    static byte bareKind(byte first) {
        switch (first) {
            case 't':
                return JsonTape.TRUE;
            case 'f':
                return JsonTape.FALSE;
            case 'n':
                return JsonTape.NULL;
            default:
                return JsonTape.NUMBER;
        }
    }

    /** Where it ends, or -1 when it is none. A number ends before what is no part of it: that is to be looked at, too. */
    static int bareEnd(byte[] bytes, int from) {
        switch (bytes[from]) {
            case 't':
                return wordEnd(bytes, from, TRUE);
            case 'f':
                return wordEnd(bytes, from, FALSE);
            case 'n':
                return wordEnd(bytes, from, NULL);
            default:
                return numberEnd(bytes, from);
        }
    }

    private static int wordEnd(byte[] bytes, int from, byte[] word) {
        return Bytes.isAt(bytes, from, word) ? from + word.length : -1;
    }

    private static int numberEnd(byte[] bytes, int from) {
        int first = from + (bytes[from] == '-' ? 1 : 0);
        int at = digitsEnd(bytes, first);
        if (at < 0 || bytes[first] == '0' && at > first + 1) {
            return -1;
        }
        if (at < bytes.length && bytes[at] == '.') {
            at = digitsEnd(bytes, at + 1);
        }
        if (at >= 0 && at < bytes.length && (bytes[at] | 0x20) == 'e') {
            boolean isSigned = at + 1 < bytes.length && (bytes[at + 1] == '-' || bytes[at + 1] == '+');
            at = digitsEnd(bytes, at + (isSigned ? 2 : 1));
        }
        return at - from > LONGEST_NUMBER ? -1 : at;
    }

    /** The end of one digit or more, or -1. */
    private static int digitsEnd(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && isDigit(bytes[at])) {
            at++;
        }
        return at == from ? -1 : at;
    }

    private static boolean isDigit(byte one) {
        return one >= '0' && one <= '9';
    }
}
