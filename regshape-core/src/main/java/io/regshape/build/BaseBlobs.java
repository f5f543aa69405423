// SPDX-License-Identifier: Apache-2.0
package io.regshape.build;

import io.regshape.digest.Digest;
import io.regshape.layout.BlobWriter;
import io.regshape.layout.ImageLayout;
import io.regshape.layout.ReachedBlobs;
import io.regshape.model.Descriptor;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

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
        return isUntouched(
                        layout, blob.descriptor(), known.get(blob.descriptor().digest()))
                || layout.isWhole(blob.descriptor());
    }

    /** Returns whether a blob is as it was written at a time, as far as its length and the file system tell. */
    static boolean isUntouched(ImageLayout layout, Descriptor blob, @Nullable Instant written) throws IOException {
        OptionalLong size = layout.blobSize(blob.digest());
        return size.isPresent()
                && size.getAsLong() == blob.size()
                && modified(layout.blobPath(blob.digest())).equals(written);
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
