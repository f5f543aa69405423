// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.model.Timestamp;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Writes entries as a tar whose bytes depend on them, their order and the time alone.
 *
 * <p>Entries are ustar (POSIX.1-2001), with a PAX header only in front of those whose values do not fit. The caller puts
 * them in order: a directory in front of what is in it, a file in front of its hard links. What is written passes the
 * check that {@link LayerWriter} holds foreign tars against; the memory for that is some bytes a path.
 *
 * <p>Not thread-safe. After a failure it writes nothing more.
 */
public final class TarWriter implements Closeable {
    /** The number of the writer: another one writes other bytes for the same entries. */
    public static final int VERSION = 1;

    private final OutputStream out;
    private final TarEncoder encoder;
    private final TarPaths paths = new TarPaths(TarWriter::refuse, Integer.MAX_VALUE);
    /** Entries are laid out here, headers and content, and leave in pieces that suit a hash and a compressor. */
    private final byte[] buffer = new byte[TarDigest.CHUNK];

    private int filled;
    private boolean closed;

    /**
     * Begins a tar.
     *
     * @param out receives the bytes, in large pieces; stays open
     * @param time when all entries were last modified
     */
    public TarWriter(OutputStream out, Timestamp time) {
        this.out = out;
        this.encoder = new TarEncoder(time);
    }

    /**
     * Writes an entry without content.
     *
     * @throws RegshapeException as {@link #write(TarEntry, InputStream)}
     * @throws IOException if {@code out} cannot be written
     */
    public void write(TarEntry entry) throws IOException {
        write(entry, InputStream.nullInputStream());
    }

    /**
     * Writes an entry.
     *
     * @param entry the entry
     * @param content its content, of exactly {@code entry.size()} bytes; stays open
     * @throws RegshapeException if the content is shorter or longer, if the path was written before or lies beneath one
     *     that is no directory, or if the target of a hard link was not written before
     * @throws InterruptedIOException if the thread is interrupted
     * @throws IOException if {@code content} cannot be read or {@code out} not be written
     */
    public void write(TarEntry entry, InputStream content) throws IOException {
        requireOpen();
        closed = true;
        register(entry);
        write(encoder.header(entry));
        copy(entry, content);
        pad(entry.size());
        closed = false;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the tar is closed, or an earlier write failed");
        }
    }

    private void register(TarEntry entry) {
        Optional<String> target = entry.linkTarget();
        if (entry.type() == TarEntry.Type.HARD_LINK && !paths.contains(bytesOf(target.orElseThrow()))) {
            throw new RegshapeException(
                    Kind.INVALID_VALUE,
                    "the hard link " + TarPaths.quoted(entry.path()) + " leads to " + TarPaths.quoted(target.get())
                            + ", which is not in front of it: a hard link needs its file in the same layer");
        }
        paths.add(bytesOf(entry.path()), entry.type().flag(), entry.size());
    }

    private static void refuse(LayerFault fault) {
        if (fault.kind().isRefused()) {
            throw new RegshapeException(Kind.INVALID_VALUE, fault.message());
        }
    }

    private static String bytesOf(String path) {
        return new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private void write(byte[] bytes) throws IOException {
        int at = 0;
        while (at < bytes.length) {
            int n = Math.min(bytes.length - at, room());
            System.arraycopy(bytes, at, buffer, filled, n);
            filled += n;
            at += n;
        }
    }

    private void copy(TarEntry entry, InputStream content) throws IOException {
        long left = entry.size();
        while (left > 0) {
            int n = read(content, (int) Math.min(left, room()));
            if (n < 0) {
                throw changed(entry, "only " + (entry.size() - left) + " came");
            }
            filled += n;
            left -= n;
        }
        if (content.read() >= 0) {
            throw changed(entry, "more came");
        }
    }

    private int read(InputStream content, int most) throws IOException {
        try {
            return content.read(buffer, filled, most);
        } catch (ClosedByInterruptException e) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        return new InterruptedIOException("interrupted while writing a tar");
    }

    private static RegshapeException changed(TarEntry entry, String came) {
        return new RegshapeException(
                Kind.BAD_CONTENT,
                TarPaths.quoted(entry.path()) + " changed while it was read: it had " + entry.size() + " bytes, and "
                        + came + ". Run again when nothing writes to it");
    }

    private void pad(long size) throws IOException {
        write(new byte[TarHeader.padding(size)]);
    }

    /** Returns how many bytes the buffer takes, which is at least one. */
    private int room() throws IOException {
        if (filled == buffer.length) {
            flush();
        }
        return buffer.length - filled;
    }

    private void flush() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted();
        }
        out.write(buffer, 0, filled);
        filled = 0;
    }

    /**
     * Writes the end: two zero blocks. They are not filled up to the 10240 bytes of a tape's record, which no reader of
     * a file asks for.
     *
     * @throws IOException if {@code out} cannot be written
     */
    public void finish() throws IOException {
        requireOpen();
        closed = true;
        write(new byte[2 * TarHeader.SIZE]);
        flush();
    }

    /** Takes no more entries. Without {@link #finish} the tar has no end, by which readers know that it is incomplete. */
    @Override
    public void close() {
        closed = true;
    }
}
