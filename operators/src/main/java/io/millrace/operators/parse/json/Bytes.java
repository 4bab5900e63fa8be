package io.millrace.operators.parse.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reading bytes eight at a time, for what would take too long one by one. Pure. */
public final class Bytes {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long QUOTES = EACH * '"';
    private static final long BACKSLASHES = EACH * '\\';
    private static final long SPACES = EACH * ' ';

    /** Added to a byte of seven bits, it sets the high bit of each that is not zero. */
    private static final long LOW = EACH * 0x7F;

    /** The same for each that is a space or more. */
    private static final long FROM_SPACE = EACH * (0x80 - ' ');

    /** So many are compared faster here than by the JVM's own comparison, which has to be entered. */
    private static final int FEW = 48;

    private Bytes() {}

    /** The eight bytes from {@code at} on, the first one lowest. */
    static long eight(byte[] bytes, int at) {
        return (long) EIGHT.get(bytes, at);
    }

    /** The first quote, backslash or control character from {@code from} on, or {@code end}. */
    public static int endOfPlain(byte[] bytes, int from, int end) {
        int at = from;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long marks = marks(eight(bytes, at));
            if (marks != 0) {
                return at + (Long.numberOfTrailingZeros(marks) >>> 3);
            }
        }
        while (at < end && !isMark(bytes[at])) {
            at++;
        }
        return at;
    }

    /** The first quote, backslash, control character or byte beyond ASCII from {@code from} on, or {@code end}. */
    static int endOfPlainAscii(byte[] bytes, int from, int end) {
        int at = from;
        while (at + 2 * Long.BYTES <= end
                && (plain(eight(bytes, at)) & plain(eight(bytes, at + Long.BYTES)) & HIGH) == HIGH) {
            at += 2 * Long.BYTES;
        }
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long marks = ~plain(eight(bytes, at)) & HIGH;
            if (marks != 0) {
                return at + (Long.numberOfTrailingZeros(marks) >>> 3);
            }
        }
        while (at < end && bytes[at] >= 0 && !isMark(bytes[at])) {
            at++;
        }
        return at;
    }

    /** The high bit of each byte that is plain ASCII, up to the first that is not: sums of seven bits carry into no other byte. */
    private static long plain(long word) {
        return (word ^ QUOTES) + LOW & (word ^ BACKSLASHES) + LOW & word + FROM_SPACE & ~word;
    }

    /** Whether these bytes stand there. */
    static boolean isAt(byte[] bytes, int at, byte[] what) {
        int length = what.length;
        if (length > bytes.length - at) {
            return false;
        }
        if (length > FEW || length < Long.BYTES) {
            return Arrays.equals(bytes, at, at + length, what, 0, length);
        }
        for (int i = 0; i + Long.BYTES < length; i += Long.BYTES) {
            if (eight(bytes, at + i) != eight(what, i)) {
                return false;
            }
        }
        return eight(bytes, at + length - Long.BYTES) == eight(what, length - Long.BYTES);
    }

    /** The high bit of the first byte that is a quote, a backslash or a control character; higher bits may be set falsely. */
    private static long marks(long word) {
        return (zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES) | (word - SPACES) & ~word) & HIGH;
    }

    /** Of Mycroft: the lowest high bit that is set belongs to the first zero byte. */
    private static long zeros(long word) {
        return word - EACH & ~word;
    }

    private static boolean isMark(byte one) {
        return one == '"' || one == '\\' || one >= 0 && one < ' ';
    }

    /** The first such byte in the range, or {@code to}. */
    public static int indexOf(byte[] bytes, int from, int to, byte what) {
        int at = from;
        while (at < to && bytes[at] != what) {
            at++;
        }
        return at;
    }

    /** Of the bytes and their number: for tables, not for judging equality. */
    public static int hash(byte[] bytes, int from, int to) {
        long hash = to - from;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = mixed(hash ^ eight(bytes, at));
        }
        long rest = 0;
        for (; at < to; at++) {
            rest = rest << 8 | bytes[at] & 0xFF;
        }
        hash = mixed(hash ^ rest);
        return (int) (hash ^ hash >>> 32);
    }

    /** A multiplication by the golden ratio, as in Fibonacci hashing. */
    private static long mixed(long word) {
        long product = word * 0x9E3779B97F4A7C15L;
        return product ^ product >>> 29;
    }
}
