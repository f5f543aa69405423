// SPDX-License-Identifier: Apache-2.0
package io.regshape.deflate;

import io.regshape.threads.Workers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.zip.CRC32;

/**
 * A stream that writes gzip data (RFC 1952) with several threads.
 *
 * <p>The input is cut into pieces of a fixed size. Each is encoded by itself, with the 32 KiB in front of it as window,
 * up to a byte boundary; the results are written in order, by the thread that calls. So the bytes depend on the input
 * and the level, and on nothing else: not on the number of threads, how the input arrives, the JDK or the machine.
 *
 * <p>Closing ends the data and the threads and leaves the stream beneath open. After a failure nothing more is written.
 */
public final class GzipOutput extends OutputStream {
    /** The number of the encoder: another one writes other bytes for the same input and level. */
    public static final int VERSION = 1;

    /** Bounds the memory. At the default level one thread, which hashes the input on the side, can hardly feed more. */
    private static final int MOST_THREADS = 8;

    /** How many pieces wait for a thread or to be written, beside those that the threads are at. */
    private static final int WAITING = 2;

    private static final int FASTEST_LEVEL = 1;
    private static final int BEST_LEVEL = 9;

    private final OutputStream out;
    private final Effort effort;
    private final int mostPending;
    private final Workers workers;
    private final CRC32 crc = new CRC32();
    private final Deque<Future<Piece>> pending = new ArrayDeque<>();
    private final Queue<PieceEncoder> idleEncoders = new ConcurrentLinkedQueue<>();
    private final Deque<Piece> idlePieces = new ArrayDeque<>();
    private Piece piece = new Piece();
    private long length;
    private boolean closed;

    /**
     * Writes the header, and starts no thread yet.
     *
     * @param out receives the gzip data
     * @param level 1 to 9, fastest to smallest
     * @throws IllegalArgumentException if there is no such level
     * @throws IOException if {@code out} cannot be written
     */
    public GzipOutput(OutputStream out, int level) throws IOException {
        this(out, level, Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS));
    }

    GzipOutput(OutputStream out, int level, int threads) throws IOException {
        this.out = out;
        this.effort = Effort.of(level);
        this.mostPending = threads + WAITING;
        out.write(header(level));
        this.workers = new Workers("regshape-gzip", threads);
    }

    /** RFC 1952, section 2.3: no flags, no time, how hard it was tried, and 255 for an unknown system. */
    private static byte[] header(int level) {
        int extraFlags = level == BEST_LEVEL ? 2 : level == FASTEST_LEVEL ? 4 : 0;
        return new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, (byte) extraFlags, (byte) 255};
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        if (closed) {
            throw new IOException("the stream is closed");
        }
        try {
            int at = offset;
            while (at < offset + count) {
                if (piece.isFull()) {
                    submit();
                }
                at += piece.add(bytes, at, offset + count - at);
            }
            crc.update(bytes, offset, count);
            length += count;
        } catch (Throwable e) {
            closed = true;
            workers.close();
            throw e;
        }
    }

    /** Does nothing: a flush would end a piece, and the bytes would depend on who calls it when. */
    @Override
    public void flush() {}

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            piece.setLast();
            pending.add(workers.submit(task(piece)));
            while (!pending.isEmpty()) {
                writeOldest();
            }
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt((int) crc.getValue())
                    .putInt((int) length)
                    .array());
        } finally {
            workers.close();
        }
    }

    private void submit() throws IOException {
        Piece full = piece;
        piece = idlePieces.isEmpty() ? new Piece() : idlePieces.pop();
        piece.follow(full);
        pending.add(workers.submit(task(full)));
        while (pending.size() > mostPending
                || !pending.isEmpty() && pending.element().isDone()) {
            writeOldest();
        }
    }

    private Callable<Piece> task(Piece full) {
        return () -> {
            PieceEncoder idle = idleEncoders.poll();
            PieceEncoder encoder = idle == null ? effort.newEncoder() : idle;
            encoder.encode(full);
            idleEncoders.add(encoder);
            return full;
        };
    }

    private void writeOldest() throws IOException {
        Piece oldest = Workers.get(pending.remove(), "compressing");
        out.write(oldest.output, 0, oldest.outputLength);
        idlePieces.push(oldest);
    }
}
