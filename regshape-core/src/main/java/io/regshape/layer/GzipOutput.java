// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes gzip data with the JDK's deflater on several threads.
 *
 * <p>The input is cut into blocks of a fixed size. Each is compressed by itself, with the 32 KiB in front of it as
 * dictionary, up to a byte boundary; the pieces are written in order, by the thread that calls. So the bytes depend on
 * the input, the level, and the machine's zlib, never on the number of threads or on how the input arrives. The header
 * is our own, without time, name and operating system.
 *
 * <p>Closing ends the data and the threads and leaves the stream beneath open. After a failure nothing more is written.
 */
final class GzipOutput extends OutputStream {
    static final int BLOCK = 128 * 1024;
    static final int DICTIONARY = 32 * 1024;

    /** As many as one thread can feed that hashes the input on the side. */
    private static final int MOST_THREADS = 16;

    private final OutputStream out;
    private final int level;
    private final int mostPending;
    private final ExecutorService workers;
    private final CRC32 crc = new CRC32();
    private final Deque<Future<Block>> pending = new ArrayDeque<>();
    private final Queue<Deflater> idleDeflaters = new ConcurrentLinkedDeque<>();
    private final Deque<Block> idleBlocks = new ArrayDeque<>();
    private Block block = new Block();
    private long length;
    private boolean closed;

    GzipOutput(OutputStream out, int level) throws IOException {
        this(out, level, Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS));
    }

    GzipOutput(OutputStream out, int level, int threads) throws IOException {
        this.out = out;
        this.level = level;
        this.mostPending = 2 * threads + 1;
        this.workers = Executors.newFixedThreadPool(threads, new WorkerFactory());
        out.write(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, extraFlags(level), (byte) 255});
    }

    private static byte extraFlags(int level) {
        return (byte) (level == Deflater.BEST_COMPRESSION ? 2 : level == Deflater.BEST_SPEED ? 4 : 0);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (closed) {
            throw new IOException("the stream is closed");
        }
        try {
            int at = offset;
            while (at < offset + count) {
                if (block.isFull()) {
                    submit();
                }
                at += block.add(bytes, at, offset + count - at);
            }
            crc.update(bytes, offset, count);
            length += count;
        } catch (Throwable e) {
            closed = true;
            stopWorkers();
            throw e;
        }
    }

    /** Does nothing: a flush would end a block, and the bytes would depend on who calls it when. */
    @Override
    public void flush() {}

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            block.last = true;
            submit();
            while (!pending.isEmpty()) {
                writeOldest();
            }
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt((int) crc.getValue())
                    .putInt((int) length)
                    .array());
        } finally {
            stopWorkers();
        }
    }

    private void submit() throws IOException {
        Block full = block;
        Block next = idleBlocks.isEmpty() ? new Block() : idleBlocks.pop();
        next.follow(full);
        block = next;
        pending.add(workers.submit(full::deflate));
        while (pending.size() > mostPending
                || !pending.isEmpty() && pending.element().isDone()) {
            writeOldest();
        }
    }

    private void writeOldest() throws IOException {
        Block oldest;
        try {
            oldest = pending.remove().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while compressing");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a deflater failed", e.getCause());
        }
        out.write(oldest.output, 0, oldest.outputLength);
        idleBlocks.push(oldest);
    }

    /** A block takes some milliseconds, so waiting for the end of the running ones needs no interruption. */
    private void stopWorkers() {
        workers.shutdownNow();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = workers.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        idleDeflaters.forEach(Deflater::end);
        idleDeflaters.clear();
    }

    /** A piece of the input, which a worker turns into a piece of the output. */
    private final class Block {
        private final byte[] input = new byte[DICTIONARY + BLOCK];
        private int dictionary;
        private int filled;
        private boolean last;
        private byte[] output = new byte[BLOCK + BLOCK / 16];
        private int outputLength;

        /** Empties this block and takes the end of the one in front as dictionary. */
        void follow(Block front) {
            dictionary = Math.min(DICTIONARY, front.filled);
            System.arraycopy(
                    front.input, DICTIONARY + front.filled - dictionary, input, DICTIONARY - dictionary, dictionary);
            filled = 0;
        }

        boolean isFull() {
            return filled == BLOCK;
        }

        int add(byte[] bytes, int offset, int count) {
            int taken = Math.min(count, BLOCK - filled);
            System.arraycopy(bytes, offset, input, DICTIONARY + filled, taken);
            filled += taken;
            return taken;
        }

        Block deflate() {
            Deflater idle = idleDeflaters.poll();
            Deflater deflater = idle == null ? new Deflater(level, true) : idle;
            try {
                deflater.reset();
                if (dictionary > 0) {
                    deflater.setDictionary(input, DICTIONARY - dictionary, dictionary);
                }
                deflater.setInput(input, DICTIONARY, filled);
                if (last) {
                    deflater.finish();
                }
                drain(deflater);
            } finally {
                idleDeflaters.add(deflater);
            }
            return this;
        }

        /** A call that leaves room in the output has written everything, so the output grows until one does. */
        private void drain(Deflater deflater) {
            outputLength = 0;
            while (true) {
                int room = output.length - outputLength;
                int n = deflater.deflate(output, outputLength, room, last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
                outputLength += n;
                if (n < room) {
                    return;
                }
                output = Arrays.copyOf(output, 2 * output.length);
            }
        }
    }

    private static final class WorkerFactory implements ThreadFactory {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public Thread newThread(Runnable task) {
            Thread thread = new Thread(task, "regshape-gzip-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }
}
