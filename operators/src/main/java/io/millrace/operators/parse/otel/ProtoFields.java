package io.millrace.operators.parse.otel;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Walks over the fields of one protobuf message where it lies: nothing is copied, nothing is built, nothing recurses,
 * so hostile bytes cost no more than their reading. Format: "Encoding" of the protobuf documentation. Not thread safe.
 */
public final class ProtoFields {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int DELIMITED = 2;
    private static final int FIXED_32 = 5;
    private static final int LONGEST_VARINT = 10;

    private final byte[] bytes;
    private final int start;
    private final int end;
    private int at;
    private int number;
    private int wireType;
    private long bits;
    private int valueFrom;
    private int valueEnd;

    /** The message in {@code bytes} from {@code start} to before {@code end}. */
    public ProtoFields(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.at = start;
    }

    /** Goes to the next field; false after the last. */
    public boolean next() throws BrokenMessage {
        if (at == end) {
            return false;
        }
        int tagAt = at;
        long tag = varint();
        number = (int) (tag >>> 3);
        wireType = (int) tag & 7;
        if (tag >>> 32 != 0 || number == 0) {
            throw new BrokenMessage("A field number of 1 to 2^29-1 was expected", tagAt);
        }
        value(tagAt);
        return true;
    }

    private void value(int tagAt) throws BrokenMessage {
        switch (wireType) {
            case VARINT:
                bits = varint();
                break;
            case FIXED_64:
                bits = fixed(Long.BYTES);
                break;
            case FIXED_32:
                bits = fixed(Integer.BYTES);
                break;
            case DELIMITED:
                delimited();
                break;
            default:
                throw new BrokenMessage("Wire type " + wireType + " is none of 0, 1, 2 and 5", tagAt);
        }
    }

    private void delimited() throws BrokenMessage {
        int lengthAt = at;
        long length = varint();
        if (length < 0 || length > end - at) {
            throw new BrokenMessage(
                    "A field of " + Long.toUnsignedString(length) + " bytes does not fit into the " + (end - at)
                            + " that are left",
                    lengthAt);
        }
        valueFrom = at;
        at += (int) length;
        valueEnd = at;
    }

    private long varint() throws BrokenMessage {
        long value = 0;
        int from = at;
        for (int i = 0; i < LONGEST_VARINT && at < end; i++) {
            byte next = bytes[at++];
            value |= (next & 0x7FL) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw new BrokenMessage("A varint does not end", from);
    }

    private long fixed(int length) throws BrokenMessage {
        if (length > end - at) {
            throw new BrokenMessage("A number of " + length + " bytes is cut short", at);
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (bytes[at++] & 0xFFL) << (8 * i);
        }
        return value;
    }

    /** Whether the present field has this number and holds a message, a string or bytes. */
    public boolean isDelimited(int field) {
        return number == field && wireType == DELIMITED;
    }

    /** Whether the present field has this number and holds a fixed64, a sfixed64 or a double. */
    public boolean isFixed64(int field) {
        return number == field && wireType == FIXED_64;
    }

    /** Whether the present field has this number and holds a varint. */
    public boolean isVarint(int field) {
        return number == field && wireType == VARINT;
    }

    public int number() {
        return number;
    }

    /** The number that the present field holds, as it was sent. */
    public long bits() {
        return bits;
    }

    /** The double that the present field holds. */
    public double real() {
        return Double.longBitsToDouble(bits);
    }

    /** The message that the present field holds. */
    public ProtoFields message() {
        return new ProtoFields(bytes, valueFrom, valueEnd);
    }

    /** The string that the present field holds. */
    public String text() throws BrokenMessage {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, valueFrom, valueEnd - valueFrom))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BrokenMessage("A string is not UTF-8", valueFrom);
        }
    }

    /** The same message, from its beginning. */
    public ProtoFields again() {
        return new ProtoFields(bytes, start, end);
    }

    /** Where the message begins. */
    public int start() {
        return start;
    }

    /** Where the message ends: the byte after its last. */
    public int end() {
        return end;
    }

    public int length() {
        return end - start;
    }
}
