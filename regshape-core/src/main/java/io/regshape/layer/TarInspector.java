// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.digest.Digest;
import io.regshape.digest.Hasher;
import io.regshape.threads.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Future;

/**
 * Hashes and checks an uncompressed tar on a thread of its own, while the thread that writes to it decompresses.
 *
 * <p>Closing stops the thread and waits until it is gone.
 */
final class TarInspector implements AutoCloseable {
    /** Some 50 MiB; an image of a whole system has some hundred thousand files. */
    private static final int MOST_HASHES = 3_000_000;

    private final Pipe pipe = new Pipe();
    private final LayerFaults faults = new LayerFaults();
    private final TarChecker checker = TarChecker.reporting(faults, MOST_HASHES);
    private final Workers worker = new Workers("regshape-layer-inspector", 1);
    private final Future<Digest> task = worker.submit(this::read);

    private Digest read() throws IOException {
        Hasher hasher = Hasher.sha256();
        byte[] chunk = new byte[TarDigest.CHUNK];
        try (InputStream tar = pipe.reader()) {
            int n;
            while ((n = tar.read(chunk, 0, chunk.length)) >= 0) {
                hasher.update(chunk, 0, n);
                checker.update(chunk, 0, n);
            }
        } finally {
            pipe.abandon();
        }
        return hasher.digest();
    }

    /** Hands on uncompressed bytes. */
    void write(byte[] bytes, int offset, int length) throws IOException {
        if (!pipe.write(bytes, offset, length)) {
            result();
            throw new IllegalStateException("the thread ended before the data did");
        }
    }

    /**
     * Says that all bytes are written, and waits until they are checked.
     *
     * @return the digest of all bytes
     */
    Digest finish() throws IOException {
        pipe.end();
        return result();
    }

    /** Says that the tar ended where it should. To be called after {@link #finish}. */
    void end() {
        checker.finish();
    }

    /** Returns what was found; to be asked after {@link #finish}. */
    LayerFaults faults() {
        return faults;
    }

    /** Returns how many entries there were; to be asked after {@link #finish}. */
    long entries() {
        return checker.entries();
    }

    private Digest result() throws IOException {
        return Workers.get(task, "checking a layer");
    }

    @Override
    public void close() {
        pipe.abandon();
        worker.close();
    }
}
