package io.millrace.operators.parse.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reading bytes eight at a time, for what would take too long one by one. Pure. */
public final class Bytes {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long QUOTES = EACH * '"';
    private static final long BACKSLASHES = EACH * '\\';
    private static final long SPACES = EACH * ' ';

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
