package io.millrace.operators.lake;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** Lets Parquet write into a stream of Flink's file system; the stream belongs to Flink, which closes it. */
final class FlinkOutputFile implements OutputFile {
    private static final long DEFAULT_BLOCK_SIZE = 64L << 20;
    private static final int BUFFER_BYTES = 16 << 10;

    private final FSDataOutputStream stream;

    FlinkOutputFile(FSDataOutputStream stream) {
        this.stream = stream;
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
        return new Positioned(stream);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
        return new Positioned(stream);
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return DEFAULT_BLOCK_SIZE;
    }

    /** Buffered: Parquet writes its footers byte by byte, and Flink's local stream makes each a system call. */
    private static final class Positioned extends PositionOutputStream {
        private final OutputStream buffered;
        private long position;

        Positioned(FSDataOutputStream stream) throws IOException {
            this.buffered = new BufferedOutputStream(stream, BUFFER_BYTES);
            this.position = stream.getPos();
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int b) throws IOException {
            buffered.write(b);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            buffered.write(bytes, offset, length);
            position += length;
        }

        @Override
        public void flush() throws IOException {
            buffered.flush();
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
