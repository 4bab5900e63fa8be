package io.millrace.models.state;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes primitive values, big-endian, into bytes that {@link StateReader} reads back in the same order. */
public final class StateWriter {
    private ByteBuffer buffer;

    /** A writer that expects about {@code expectedBytes} and grows beyond them. */
    public StateWriter(int expectedBytes) {
        this.buffer = ByteBuffer.allocate(Math.max(16, expectedBytes));
    }

    /** Appends one byte. */
    public void writeByte(int value) {
        room(Byte.BYTES).put((byte) value);
    }

    /** Appends the low two bytes. */
    public void writeShort(int value) {
        room(Short.BYTES).putShort((short) value);
    }

    /** Appends four bytes. */
    public void writeInt(int value) {
        room(Integer.BYTES).putInt(value);
    }

    /** Appends eight bytes. */
    public void writeLong(long value) {
        room(Long.BYTES).putLong(value);
    }

    /** Appends four bytes. */
    public void writeFloat(float value) {
        room(Float.BYTES).putFloat(value);
    }

    /** Appends eight bytes. */
    public void writeDouble(double value) {
        room(Double.BYTES).putDouble(value);
    }

    /** Appends the number of bytes, and the bytes. */
    public void writeBytes(byte[] bytes) {
        writeInt(bytes.length);
        room(bytes.length).put(bytes);
    }

    /** Everything written so far. */
    public byte[] toBytes() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            buffer = ByteBuffer.allocate(2 * buffer.capacity() + bytes).put(buffer.flip());
        }
        return buffer;
    }
}
