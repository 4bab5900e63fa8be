package io.millrace.models.state;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/** Reads what {@link StateWriter} wrote. Bytes that are cut short or left over are an error that names the state. */
public final class StateReader {
    private final String name;
    private final ByteBuffer buffer;

    /** A reader of {@code bytes}, which an error message calls {@code name}. */
    public StateReader(String name, byte[] bytes) {
        this.name = name;
        this.buffer = ByteBuffer.wrap(bytes);
    }

    /** Reads the version byte that every state begins with and checks that this code knows it. */
    public int readVersion(int newest) {
        var version = readByte();
        if (version < 1 || version > newest) {
            throw new IllegalArgumentException(name + " has version " + version + ", this code reads 1 to " + newest
                    + "; restore with newer code");
        }
        return version;
    }

    /** The next byte. */
    public byte readByte() {
        return read(buffer::get);
    }

    /** The next two bytes. */
    public short readShort() {
        return read(buffer::getShort);
    }

    /** The next four bytes. */
    public int readInt() {
        return read(buffer::getInt);
    }

    /** The next eight bytes. */
    public long readLong() {
        return read(buffer::getLong);
    }

    /** The next four bytes. */
    public float readFloat() {
        return read(buffer::getFloat);
    }

    /** The next eight bytes. */
    public double readDouble() {
        return read(buffer::getDouble);
    }

    /** Bytes as {@link StateWriter#writeBytes} wrote them. */
    public byte[] readBytes() {
        var length = readInt();
        if (length < 0 || length > buffer.remaining()) {
            throw new IllegalArgumentException(name + " is cut short after " + buffer.capacity() + " bytes");
        }
        var bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    /** Checks that nothing is left. */
    public void end() {
        if (buffer.hasRemaining()) {
            throw new IllegalArgumentException(
                    name + " has " + buffer.remaining() + " bytes more than expected, of " + buffer.capacity());
        }
    }

    private <T> T read(Supplier<T> next) {
        try {
            return next.get();
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException(name + " is cut short after " + buffer.capacity() + " bytes", e);
        }
    }
}
