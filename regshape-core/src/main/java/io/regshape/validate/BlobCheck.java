// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.digest.Digest;
import io.regshape.digest.Hasher;
import io.regshape.layer.LayerInspection;
import io.regshape.layer.LayerReader;
import io.regshape.layout.LayoutReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/** One pass over a blob: its digest, and if it is a layer all that is in it. */
final class BlobCheck {
    private final LayoutReader layout;
    private final Digest digest;
    private final long size;
    private final FutureTask<Result> task = new FutureTask<>(this::read);
    private boolean layer;

    /**
     * What came out.
     *
     * @param actual the digest of the bytes, empty when the algorithm is not known
     * @param layer what the layer is, if it is one
     */
    record Result(Optional<Digest> actual, Optional<LayerInspection> layer) {}

    BlobCheck(LayoutReader layout, Digest digest, long size) {
        this.layout = layout;
        this.digest = digest;
        this.size = size;
    }

    /** Makes it look into the blob. */
    void asLayer() {
        layer = true;
    }

    Digest digest() {
        return digest;
    }

    /**
     * Runs checks on as many threads as there are processors, the largest blobs first, so that the last to end is a
     * small one. Returns when all have ended, or one has failed.
     */
    static void runAll(List<BlobCheck> checks) throws IOException {
        int threads = Math.min(checks.size(), Runtime.getRuntime().availableProcessors());
        if (threads == 0) {
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads, BlobCheck::thread);
        try {
            checks.stream()
                    .sorted(Comparator.comparingLong((BlobCheck check) -> check.size)
                            .reversed())
                    .forEach(check -> pool.execute(check.task));
            for (BlobCheck check : checks) {
                check.result();
            }
        } finally {
            checks.forEach(check -> check.task.cancel(true));
            pool.shutdownNow();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "regshape-validate");
        thread.setDaemon(true);
        return thread;
    }

    /** Returns what came out, and waits for it. */
    Result result() throws IOException {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while validating " + layout.name());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("blob " + digest + " could not be checked", e.getCause());
        }
    }

    private Result read() throws IOException {
        Optional<Hasher> hasher = Hasher.verifying(digest);
        Optional<LayerInspection> inspection = Optional.empty();
        try (InputStream in = layout.openBlob(digest);
                InputStream hashed = hasher.isPresent() ? new Hashed(in, hasher.get()) : in) {
            if (layer) {
                inspection = Optional.of(LayerReader.inspect(hashed, "blob " + digest));
            }
            if (layer || hasher.isPresent()) {
                hashed.transferTo(OutputStream.nullOutputStream());
            }
        }
        return new Result(hasher.map(Hasher::digest), inspection);
    }

    /** Hashes what is read from it. */
    private static final class Hashed extends FilterInputStream {
        private final Hasher hasher;

        Hashed(InputStream in, Hasher hasher) {
            super(in);
            this.hasher = hasher;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted");
            }
            int n = in.read(bytes, offset, length);
            if (n > 0) {
                hasher.update(bytes, offset, n);
            }
            return n;
        }
    }
}
