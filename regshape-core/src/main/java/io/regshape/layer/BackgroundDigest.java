// SPDX-License-Identifier: Apache-2.0
package io.regshape.layer;

import io.regshape.RegshapeException.Kind;
import io.regshape.digest.Digest;
import io.regshape.threads.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Future;

/**
 * Finds the diff id of a compressed tar, and checks it, on a thread of its own while the compressed bytes go elsewhere.
 *
 * <p>A fault that the thread finds comes out of {@link #write} or {@link #finish}. Closing stops the thread and waits
 * until it is gone.
 */
final class BackgroundDigest implements AutoCloseable {
    private final Pipe pipe = new Pipe();
    private final Workers worker = new Workers("regshape-layer-check", 1);
    private final Future<Digest> task;

    /**
     * Starts the thread.
     *
     * @param compression the compression of what will be written
     * @param name names the input in messages
     */
    BackgroundDigest(Compression compression, String name) {
        this.task = worker.submit(() -> {
            try (InputStream tar = UncompressedStream.of(pipe.reader(), compression, name, Kind.BAD_CONTENT)) {
                return TarDigest.read(tar, name, OutputStream.nullOutputStream());
            } finally {
                pipe.abandon();
            }
        });
    }

    /**
     * Hands on compressed bytes.
     *
     * @throws io.regshape.RegshapeException if what came before is no layer
     */
    void write(byte[] bytes, int offset, int length) throws IOException {
        if (!pipe.write(bytes, offset, length)) {
            result();
            throw new IllegalStateException("the thread ended before the data did");
        }
    }

    /**
     * Says that all bytes are written, and waits for the result.
     *
     * @return the diff id
     * @throws io.regshape.RegshapeException if it is no layer
     */
    Digest finish() throws IOException {
        pipe.end();
        return result();
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
