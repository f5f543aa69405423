// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.RegshapeException;
import io.regshape.RegshapeException.Kind;
import io.regshape.layer.LayerSource.FileState;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An opened {@link LayerSource}. It shows its first bytes before they are read, tells how far it is, and knows
 * afterwards whether the file stayed as it was. An interrupted thread gets an {@link InterruptedIOException}.
 */
final class SourceStream extends InputStream {

    /** The machine could not read the input: never to be taken for a fault of the input's bytes. */
    static final class ReadFailure extends IOException {
        private static final long serialVersionUID = 1L;

        ReadFailure(String name, IOException cause) {
            super("cannot read " + name + ": " + cause.getMessage(), cause);
        }
    }

    private final LayerSource source;
    private final InputStream in;
    private final @Nullable FileState opened;
    private final ProgressListener progress;
    private byte[] head = {};
    private int headRead;
    private long count;

    private SourceStream(LayerSource source, InputStream in, @Nullable FileState opened, ProgressListener progress) {
        this.source = source;
        this.in = in;
        this.opened = opened;
        this.progress = progress;
    }

    /**
     * Reads the first bytes.
     *
     * @param opened the file's state before it was opened, or null for a stream that the caller closes
     */
    static SourceStream of(LayerSource source, InputStream in, @Nullable FileState opened, ProgressListener progress)
            throws IOException {
        SourceStream stream = new SourceStream(source, in, opened, progress);
        stream.head = stream.readNBytes(TarHeader.SIZE);
        return stream;
    }

    /** Returns up to 512 bytes from the beginning; reading returns them too. */
    byte[] head() {
        return head;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (headRead < head.length) {
            int n = Math.min(length, head.length - headRead);
            System.arraycopy(head, headRead, bytes, offset, n);
            headRead += n;
            return n;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted();
        }
        int n;
        try {
            n = in.read(bytes, offset, length);
        } catch (ClosedByInterruptException e) {
            throw interrupted();
        } catch (IOException e) {
            throw new ReadFailure(source.name(), e);
        }
        if (n > 0) {
            count += n;
            progress.advanced(count);
        }
        return n;
    }

    private InterruptedIOException interrupted() {
        return new InterruptedIOException("interrupted while reading " + source.name());
    }

    /**
     * Compares the file with what it was. To be called when the end was read or something was wrong with its bytes.
     *
     * @param atEnd whether everything was read
     * @throws RegshapeException if it changed
     */
    void checkUnchanged(boolean atEnd) throws IOException {
        Optional<FileState> now = source.state();
        if (opened == null || now.isEmpty()) {
            return;
        }
        if (!opened.equals(now.get()) || atEnd && count != opened.size()) {
            throw new RegshapeException(
                    Kind.BAD_CONTENT,
                    source.name() + " changed while it was read: it had " + opened.size() + " bytes, written at "
                            + opened.modified() + "; now it has "
                            + now.get().size() + ", written at " + now.get().modified() + "; " + count
                            + " were read. Run again when nothing writes to it");
        }
    }

    @Override
    public void close() throws IOException {
        if (opened != null) {
            in.close();
        }
    }
}
