// SPDX-License-Identifier: Apache-2.0
package io.regshape.validate;

import io.regshape.digest.Digest;
import io.regshape.digest.Hasher;
import io.regshape.layer.LayerInspection;
import io.regshape.layer.LayerReader;
import io.regshape.layout.LayoutReader;
import io.regshape.threads.Workers;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** One pass over a blob: its digest, and if it is a layer all that is in it. */
final class BlobCheck {
    private final LayoutReader layout;
    private final Digest digest;
    private final long size;
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

    /**
     * Runs checks on as many threads as there are processors, the largest blobs first, so that the last to end is a
     * small one. Returns when all have ended, throws when one has failed.
     *
     * @return the results by the blobs' digests
     */
    static Map<Digest, Result> runAll(Collection<BlobCheck> checks) throws IOException {
        if (checks.isEmpty()) {
            return Map.of();
        }
        List<BlobCheck> largestFirst = checks.stream()
                .sorted(Comparator.comparingLong((BlobCheck check) -> check.size)
                        .reversed())
                .toList();
        int threads = Math.min(checks.size(), Runtime.getRuntime().availableProcessors());
        try (Workers workers = new Workers("regshape-validate", threads)) {
            List<Callable<Result>> tasks = new ArrayList<>();
            largestFirst.forEach(check -> tasks.add(check::read));
            List<Result> results = workers.runAll(tasks, "validating");
            Map<Digest, Result> byDigest = new HashMap<>();
            for (int i = 0; i < results.size(); i++) {
                byDigest.put(largestFirst.get(i).digest, results.get(i));
            }
            return byDigest;
        }
    }

    private Result read() throws IOException {
        Optional<Hasher> hasher = Hasher.verifying(digest);
        Optional<LayerInspection> inspection = Optional.empty();
        try (InputStream in = layout.openBlob(digest);
                InputStream hashed = new Hashed(in, hasher)) {
            if (layer) {
                inspection = Optional.of(LayerReader.inspect(hashed, "blob " + digest));
            }
            if (layer || hasher.isPresent()) {
                hashed.transferTo(OutputStream.nullOutputStream());
            }
        }
        return new Result(hasher.map(Hasher::digest), inspection);
    }

    /** Hashes what is read from it, until its thread is interrupted. */
    private static final class Hashed extends FilterInputStream {
        private final Optional<Hasher> hasher;

        Hashed(InputStream in, Optional<Hasher> hasher) {
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
            if (n > 0 && hasher.isPresent()) {
                hasher.get().update(bytes, offset, n);
            }
            return n;
        }
    }
}
