// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import io.regshape.RegshapeException;
import io.regshape.digest.Digest;
import io.regshape.layout.BlobWriter;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.ReachedBlobs;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The layers of a base on their way into the layout, byte for byte: those that are not there yet are copied to temp files
 * and verified on the way. Closing it forgets those that were not committed.
 */
final class BaseBlobs implements Closeable {
    private final Map<Digest, BlobWriter> copies = new LinkedHashMap<>();
    private final List<Digest> digests = new ArrayList<>();

    private BaseBlobs() {}

    /**
     * Copies what is missing.
     *
     * @param known when the blobs of the last build were written; one with that time and the right length is not read
     */
    static BaseBlobs copy(Bases bases, ImageLayout layout, Map<Digest, Instant> known) throws IOException {
        BaseBlobs blobs = new BaseBlobs();
        try {
            for (ReachedBlobs.Blob blob : bases.layers()) {
                blobs.digests.add(blob.descriptor().digest());
                if (!isThere(layout, blob, known)) {
                    blobs.add(bases, layout, blob);
                }
            }
            return blobs;
        } catch (Throwable e) {
            blobs.close();
            throw e;
        }
    }

    private void add(Bases bases, ImageLayout layout, ReachedBlobs.Blob blob) throws IOException {
        BlobWriter copy = layout.newBlob();
        copies.put(blob.descriptor().digest(), copy);
        try (InputStream in = bases.layout().open(blob.descriptor(), blob.referrer())) {
            in.transferTo(copy);
        }
    }

    private static boolean isThere(ImageLayout layout, ReachedBlobs.Blob blob, Map<Digest, Instant> known)
            throws IOException {
        Digest digest = blob.descriptor().digest();
        if (layout.blobSize(digest).isEmpty()) {
            return false;
        }
        if (layout.blobSize(digest).getAsLong() == blob.descriptor().size()
                && modified(layout.blobPath(digest)).equals(known.get(digest))) {
            return true;
        }
        try (InputStream in = layout.open(blob.descriptor(), blob.referrer())) {
            in.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (RegshapeException e) {
            return false;
        }
    }

    /** Returns the digests of all layers of the base. */
    List<Digest> digests() {
        return digests;
    }

    /** Makes them blobs. To be called under {@link ImageLayout#locked}. */
    void commit() throws IOException {
        for (Map.Entry<Digest, BlobWriter> copy : copies.entrySet()) {
            copy.getValue().commit(copy.getKey());
        }
    }

    /** Returns when each was written. To be called when they are blobs. */
    Map<Digest, Instant> times(ImageLayout layout) throws IOException {
        Map<Digest, Instant> times = new LinkedHashMap<>();
        for (Digest digest : digests) {
            times.put(digest, modified(layout.blobPath(digest)));
        }
        return times;
    }

    static Instant modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() throws IOException {
        for (BlobWriter copy : copies.values()) {
            copy.close();
        }
    }
}
